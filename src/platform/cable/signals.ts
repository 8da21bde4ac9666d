import { bus, type Json } from "./bus"
import { deliver } from "./streams"

/** Sends `payload`, Turbo Stream HTML or anything JSON can say, to all who follow `stream`. */
export function broadcast(stream: string, payload: Json) {
  bus().publish({ type: "broadcast", stream, payload })
}

/** Sends `payload` to the followers in this process alone: for what every process works out itself. */
export function broadcastLocal(stream: string, payload: Json) {
  deliver(stream, payload)
}

/** Closes every socket of a user; `reconnect` tells whether their browsers may come back. */
export function disconnectUser(user_id: number, { reconnect }: { reconnect: boolean }) {
  bus().publish({ type: "disconnect", whose: { user_id }, reconnect })
}

/** Closes every socket that was opened with a session. */
export function disconnectSession(session_id: number, { reconnect }: { reconnect: boolean }) {
  bus().publish({ type: "disconnect", whose: { session_id }, reconnect })
}

/** Ends a user's subscriptions that follow `stream`: from here on nothing of it reaches them. */
export function dropSubscriptions(user_id: number, stream: string) {
  bus().publish({ type: "drop", user_id, stream })
}
