import type { Json } from "./bus"

type Listener = (payload: Json) => void

const listeners = new Map<string, Listener>()

/** Calls `listener` in this process for each broadcast to `stream`, from any process. */
export function subscribeLocal(stream: string, listener: Listener) {
  listeners.set(stream, listener)
}

export function notifyListeners(stream: string, payload: Json) {
  listeners.get(stream)?.(payload)
}
