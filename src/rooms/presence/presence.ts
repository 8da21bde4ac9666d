import { type Micros, now, seconds, type Trx, transaction } from "../../platform/database/database"
import { announceDifference, stateOf } from "./presence-broadcasts"
import * as tabs from "./presence-tabs"

/** Whoever was seen within this time is here; nobody has to be told that a tab crashed. */
export const PRESENCE = seconds(60)

/** Who comes back within this time was never away: they opened another page, or this one anew. */
export const GRACE = seconds(5)

/** Who was seen after the result is present at `time`. */
export const presentSince = (time: Micros) => time - PRESENCE

/** A membership: somebody's place in a room. */
export type Place = { id: number; room_id: number; user_id: number }

/** A tab shows the room to somebody: `id` is that tab's own. */
export function appear(id: string, place: Place) {
  return changing(place, (trx) => tabs.show({ id, membership_id: place.id, seen_at: now() }, trx))
}

/** A tab that was seen still is; one that had lapsed is back. */
export async function stay(id: string, place: Place) {
  const [seen] = await transaction((trx) => tabs.see({ id, seen_at: now() }, trx))
  if (!seen) await appear(id, place)
}

/** A tab went into the background. */
export function hide(id: string, place: Place) {
  return changing(place, (trx) => tabs.hide({ id, time: now() }, trx))
}

/** A tab went: from now on nobody reads there, though the person may be back in a moment. */
export async function disappear(id: string) {
  await transaction((trx) => tabs.leave({ id, time: now() }, trx))
}

/** Tabs in the background keep silent; whoever holds their sockets knows that they are there. */
export async function keepHidden(ids: string[]) {
  if (ids.length > 0) await transaction((trx) => tabs.keepHidden(trx, ids, now()))
}

/** Forgets the tabs that say nothing any more, whichever process they were connected to. */
export async function clearPresences() {
  const time = now()
  const lapsed = { seen_at: presentSince(time), left_at: time - GRACE }
  for (const place of await tabs.placesWithLapsed(lapsed))
    await changing(place, (trx) => tabs.forget({ ...lapsed, membership_id: place.id }, trx))
}

// The rows are what everybody in the room was told: each change tells by how much they differ. Of
// several processes, one at a time changes the tabs of a membership, so all tell the same story.
async function changing(place: Place, change: (trx: Trx) => Promise<unknown>) {
  await transaction(async (trx) => {
    await tabs.lockPlace(trx, place)
    const before = await stateOf(trx, place)
    await change(trx)
    await announceDifference(trx, place, before, await stateOf(trx, place))
  })
}
