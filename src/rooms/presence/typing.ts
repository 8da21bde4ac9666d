import { broadcast } from "../../platform/cable/cable"
import { threadTypingStream, typingStream } from "../streams"
import { userById } from "../user-by-id"

/** Milliseconds within which a place hears but once that somebody writes. */
const QUIET = 3000

type Person = { id: number; name: string }

/** A room, or one of its threads, whose writers the room itself doesn't hear of. */
export type WritingPlace = { id: number; thread_id?: number }

const heard = new Map<string, number>()

/** Tells a place that somebody in it writes, or no longer does. */
export async function notifyTyping(place: WritingPlace, user_id: number, writes: boolean) {
  const [user] = await userById({ id: user_id })
  if (!user) return
  if (writes) startTyping(place, user)
  else stopTyping(place, user)
}

/** Tells the place that somebody writes, unless it was just told. */
export function startTyping(place: WritingPlace, user: Person, time = performance.now()) {
  const key = keyOf(place, user)
  if (time - (heard.get(key) ?? Number.NEGATIVE_INFINITY) < QUIET) return
  forgetOld(time)
  heard.set(key, time)
  tell(place, "start", user)
}

/** Tells the place that somebody no longer writes; what they start next is news again. */
export function stopTyping(place: WritingPlace, user: Person) {
  heard.delete(keyOf(place, user))
  tell(place, "stop", user)
}

function tell(place: WritingPlace, action: "start" | "stop", { id, name }: Person) {
  const news = { action, user: { id, name } }
  const { thread_id } = place
  if (thread_id === undefined) broadcast(typingStream(place), news)
  else broadcast(threadTypingStream(place), { ...news, thread_id })
}

const keyOf = ({ id, thread_id = 0 }: WritingPlace, user: Person) => `${id} ${thread_id} ${user.id}`

// The oldest come first: a map keeps the order in which keys came.
function forgetOld(time: number) {
  for (const [key, at] of heard) {
    if (time - at < QUIET) break
    heard.delete(key)
  }
}
