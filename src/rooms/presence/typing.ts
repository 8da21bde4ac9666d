import { broadcast } from "../../platform/cable/cable"
import type { User } from "../../users/user"
import { userById } from "../memberships/active-users"
import { typingStream } from "../streams"

/** Milliseconds in which a room gets at most one start of each person. */
const QUIET = 3000

/** A room, or the message in it whose thread has no room yet. */
export type TypingTarget = { id: number; message_id?: string }

type Typist = Pick<User, "id" | "name">

const lastStarts = new Map<string, number>()

/** Broadcasts that somebody types, or has stopped. */
export async function notifyTyping(target: TypingTarget, user_id: number, typing: boolean) {
  const [user] = await userById({ id: user_id })
  if (!user) return
  if (typing) startTyping(target, user)
  else stopTyping(target, user)
}

/** Broadcasts a start, unless there was one of the same person within the quiet time. */
export function startTyping(target: TypingTarget, user: Typist, time = performance.now()) {
  const key = keyOf(target, user)
  if (time - (lastStarts.get(key) ?? Number.NEGATIVE_INFINITY) < QUIET) return
  deleteExpired(time)
  lastStarts.set(key, time)
  broadcastTyping(target, "start", user)
}

/** Broadcasts a stop; the person's next start is broadcast at once. */
export function stopTyping(target: TypingTarget, user: Typist) {
  lastStarts.delete(keyOf(target, user))
  broadcastTyping(target, "stop", user)
}

function broadcastTyping(target: TypingTarget, action: "start" | "stop", { id, name }: Typist) {
  broadcast(typingStream(target), { action, user: { id, name } })
}

const keyOf = (target: TypingTarget, user: { id: number }) => `${typingStream(target)} ${user.id}`

// A map iterates in insertion order, so the oldest entries come first.
function deleteExpired(time: number) {
  for (const [key, at] of lastStarts) {
    if (time - at < QUIET) break
    lastStarts.delete(key)
  }
}
