import type { Json } from "./bus"

type Listener = (payload: Json) => void

const listeners = new Map<string, Listener>()

/** Has this process itself hear what is broadcast to `stream`, by whichever process. */
export function subscribeLocal(stream: string, ear: Listener) {
  listeners.set(stream, ear)
}

export function notifyListeners(stream: string, payload: Json) {
  listeners.get(stream)?.(payload)
}
