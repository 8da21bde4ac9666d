import type { Json } from "./bus"

type Ear = (payload: Json) => void

const ears = new Map<string, Ear>()

/** Has this process itself hear what is broadcast to `stream`, by whichever process. */
export function hear(stream: string, ear: Ear) {
  ears.set(stream, ear)
}

export function tellEars(stream: string, payload: Json) {
  ears.get(stream)?.(payload)
}
