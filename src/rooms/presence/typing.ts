import { broadcast } from "../../platform/cable/cable"
import type { User } from "../../users/user"
import { userById } from "../memberships/active-users"
import { typingStream } from "../streams"

/** Milliseconds within which a place hears but once that somebody writes. */
const QUIET = 3000

type Room = { id: number }

const heard = new Map<string, number>()

/** Tells a place that somebody in it writes, or no longer does. */
export async function notifyTyping(room: Room, user_id: number, writes: boolean) {
  const [user] = await userById({ id: user_id })
  if (!user) return
  if (writes) startTyping(room, user)
  else stopTyping(room, user)
}

/** Tells the place that somebody writes, unless it was just told. */
export function startTyping(room: Room, user: Pick<User, "id" | "name">, time = performance.now()) {
  const key = keyOf(room, user)
  if (time - (heard.get(key) ?? Number.NEGATIVE_INFINITY) < QUIET) return
  forgetOld(time)
  heard.set(key, time)
  tell(room, "start", user)
}

/** Tells the place that somebody no longer writes; what they start next is news again. */
export function stopTyping(room: Room, user: Pick<User, "id" | "name">) {
  heard.delete(keyOf(room, user))
  tell(room, "stop", user)
}

function tell(room: Room, action: "start" | "stop", { id, name }: Pick<User, "id" | "name">) {
  broadcast(typingStream(room), { action, user: { id, name } })
}

const keyOf = ({ id }: Room, user: Pick<User, "id" | "name">) => `${id} ${user.id}`

// The oldest come first: a map keeps the order in which keys came.
function forgetOld(time: number) {
  for (const [key, at] of heard) {
    if (time - at < QUIET) break
    heard.delete(key)
  }
}
