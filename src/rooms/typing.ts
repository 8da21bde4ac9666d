import { broadcast } from "../cable/cable"
import { typingStream } from "./streams"

/** Milliseconds within which a room hears but once that somebody writes. */
const QUIET = 3000

type Person = { id: number; name: string }
type Room = { id: number }

const heard = new Map<string, number>()

/** Tells the room that somebody writes, unless it was just told. */
export function startTyping(room: Room, user: Person, time = performance.now()) {
  const key = keyOf(room, user)
  if (time - (heard.get(key) ?? Number.NEGATIVE_INFINITY) < QUIET) return
  forgetOld(time)
  heard.set(key, time)
  tell(room, "start", user)
}

/** Tells the room that somebody no longer writes; what they start next is news again. */
export function stopTyping(room: Room, user: Person) {
  heard.delete(keyOf(room, user))
  tell(room, "stop", user)
}

function tell(room: Room, action: "start" | "stop", { id, name }: Person) {
  broadcast(typingStream(room), { action, user: { id, name } })
}

const keyOf = (room: Room, user: Person) => `${room.id} ${user.id}`

// The oldest come first: a map keeps the order in which keys came.
function forgetOld(time: number) {
  for (const [key, at] of heard) {
    if (time - at < QUIET) break
    heard.delete(key)
  }
}
