import { type Micros, now, seconds, transient } from "../../platform/database/database"
import { storeLastSeen } from "./last-seen"
import { announceChange } from "./presence-broadcasts"
import * as rows from "./presence-rows"

/** A subscription without a heartbeat for so long has expired: its tab or its process crashed. */
const PRESENCE = seconds(60)

/** Somebody who comes back within this time has not left: they opened another page, or reloaded. */
export const GRACE = seconds(5)

/** Somebody who was seen after the result is present at `time`. */
export const presentSince = (time: Micros) => time - PRESENCE

/** A browser tab's subscription to the presence of one room. */
export type RoomSubscription = { id: string; user_id: number; room_id: number }

/** The room is in sight: when the tab subscribes or comes to the front, and at each heartbeat. */
export async function appear(subscription: RoomSubscription) {
  const [changed] = await rows.appear(change(subscription), transient())
  if (changed) await announceChange(subscription, changed.previous, changed.state)
}

/** The tab went into the background. */
export async function hide(subscription: RoomSubscription) {
  const [changed] = await rows.hide(change(subscription), transient())
  if (changed) await announceChange(subscription, changed.previous, changed.state)
}

/** The tab went: messages become unread at once, but others are told after the grace period. */
export async function disappear(subscription: RoomSubscription) {
  await rows.leave(change(subscription), transient())
}

/** Hidden tabs send no heartbeat; the process that holds their sockets confirms them. */
export async function keepHidden(subscriptions: RoomSubscription[]) {
  if (subscriptions.length === 0) return
  const rooms = JSON.stringify(subscriptions.map(({ user_id, room_id }) => [user_id, room_id]))
  await rows.keepHidden({ rooms, time: now() }, transient())
}

/** Ends what has expired, of this process and of any that crashed. */
export async function expirePresences() {
  const time = now()
  const expiry = { since: presentSince(time), left_at: time - GRACE }
  const left = await rows.removeExpired(expiry, transient())
  await storeLastSeen(left)
  for (const presence of left) await announceChange(presence, presence.state, null)
  for (const presence of await rows.setExpiredAway(expiry, transient()))
    await announceChange(presence, "active", "away")
}

/** Somebody lost access to these rooms, and so their presence there without a grace period. */
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
