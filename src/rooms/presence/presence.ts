import { type Micros, now, seconds, transient } from "../../platform/database/database"
import { storeLastSeen } from "./last-seen"
import { announceChange } from "./presence-broadcasts"
import * as rows from "./presence-rows"

/** A subscription without a heartbeat for so long has expired: its tab or its process crashed. */
const PRESENCE = seconds(60)

/** The grace period: a user who returns within it opened another page, or reloaded. */
export const GRACE = seconds(5)

/** A user who was seen after the result is present at `time`. */
export const presentSince = (time: Micros) => time - PRESENCE

/** A browser tab's subscription to the presence of one room. */
export type RoomSubscription = { id: string; user_id: number; room_id: number }

/** The tab is visible: when it subscribes or gets visible, and at each heartbeat. */
export async function appear(subscription: RoomSubscription) {
  const [changed] = await rows.appear(change(subscription), transient())
  if (changed) await announceChange(subscription, changed.previous, changed.state)
}

/** The tab is hidden. */
export async function hide(subscription: RoomSubscription) {
  const [changed] = await rows.hide(change(subscription), transient())
  if (changed) await announceChange(subscription, changed.previous, changed.state)
}

/** The tab closed. New messages are unread at once; the room is notified after the grace period. */
export async function disappear(subscription: RoomSubscription) {
  await rows.leave(change(subscription), transient())
}

/** Hidden tabs send no heartbeat; the process with their sockets confirms them. */
export async function keepHidden(subscriptions: RoomSubscription[]) {
  if (subscriptions.length === 0) return
  const rooms = JSON.stringify(subscriptions.map(({ user_id, room_id }) => [user_id, room_id]))
  await rows.keepHidden({ rooms, time: now() }, transient())
}

/** Ends expired presences, of this process and of crashed ones. */
export async function expirePresences() {
  const time = now()
  const expiry = { since: presentSince(time), left_at: time - GRACE }
  const left = await rows.removeExpired(expiry, transient())
  await storeLastSeen(left)
  for (const presence of left) await announceChange(presence, presence.state, null)
  for (const presence of await rows.setExpiredAway(expiry, transient()))
    await announceChange(presence, "active", "away")
}

/** Ends a user's presence without a grace period in rooms to which they lost access. */
export async function removePresences(user: { id: number }, room_ids: number[]) {
  const rooms = JSON.stringify(room_ids)
  const removed = await rows.remove({ user_id: user.id, rooms }, transient())
  await storeLastSeen(removed)
  for (const presence of removed) await announceChange(presence, presence.state, null)
}

function change(subscription: RoomSubscription) {
  const time = now()
  return { ...subscription, time, since: presentSince(time) }
}
