import { bus, type Json } from "./bus"
import { deliver } from "./streams"

type Listener = (payload: Json) => void

const listeners = new Map<string, Listener>()

/** Calls `listener` in this process for each broadcast to `stream`, from any process. */
export function subscribeLocal(stream: string, listener: Listener) {
  listeners.set(stream, listener)
}

export function notifyListeners(stream: string, payload: Json) {
  listeners.get(stream)?.(payload)
}

/** Sends `payload`, Turbo Stream HTML or JSON, to all subscribers of `stream`. */
export function broadcast(stream: string, payload: Json) {
  bus().publish({ type: "broadcast", stream, payload })
}

/**
 * Sends `payload` to the subscribers of all `streams` in this process only: for data that every
 * process computes.
 */
export function broadcastLocal(streams: readonly string[], payload: Json) {
  deliver(streams, payload)
}

/** Closes every socket of a user. @param reconnect whether their browsers may reconnect */
export function disconnectUser(user_id: number, { reconnect }: { reconnect: boolean }) {
  bus().publish({ type: "disconnect", whose: { user_id }, reconnect })
}

/** Closes every socket that was opened with a session. */
export function disconnectSession(session_id: number, { reconnect }: { reconnect: boolean }) {
  bus().publish({ type: "disconnect", whose: { session_id }, reconnect })
}

/**
 * Ends a user's subscriptions by `grant` (`streamFrom`): they receive no later broadcast. One signal
 * ends all the streams that the grant allowed.
 */
export function dropSubscriptions(user_id: number, grant: string) {
  bus().publish({ type: "drop", user_id, grant })
}
