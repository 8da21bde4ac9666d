import { z } from "zod"
import { database, minutes, now, type Trx, transaction } from "../platform/database/database"
import { enqueue, job } from "../platform/jobs/job"
import { RoomGone } from "../rooms/room"
import type { Removal } from "../users/user"
import { removeBoostsTogether } from "./removal"

const BATCH = 100

/** Deletes a banned user's boosts by a job. */
export async function removeBoostsOfBanned(trx: Trx, user: { id: number }, removal: Removal) {
  if (removal !== "banned") return
  await enqueue(trx, clearBoosts, { user_id: user.id })
  // A second run deletes boosts from requests that were in flight when the ban committed.
  await enqueue(trx, clearBoosts, { user_id: user.id }, { runAt: now() + minutes(1) })
}

export const clearBoosts = job(
  "clear-boosts",
  z.object({ user_id: z.int() }),
  async ({ user_id }, { signal }) => {
    const removedRooms = new Set<number>()
    for (;;) {
      signal.throwIfAborted()
      const batch = await nextBatch(user_id, [...removedRooms])
      if (batch.length === 0) return
      for (const [room_id, boosts] of Map.groupBy(batch, ({ room_id }) => room_id))
        if (!(await removeFrom({ id: room_id }, boosts))) removedRooms.add(room_id)
    }
  },
)

/** Empty when the ban was lifted meanwhile: the rest of the boosts stays. */
function nextBatch(user_id: number, removedRooms: number[]) {
  let boosts = database()
    .selectFrom("boosts")
    .innerJoin("messages", "messages.id", "boosts.message_id")
    .innerJoin("users", "users.id", "boosts.booster_id")
    .select(["boosts.id", "boosts.message_id", "messages.room_id"])
    .where("boosts.booster_id", "=", user_id)
    .where("users.status", "=", "banned")
    .limit(BATCH)
  if (removedRooms.length > 0) boosts = boosts.where("messages.room_id", "not in", removedRooms)
  return boosts.execute()
}

/** @returns whether the room exists; the boosts of a removed room are deleted with it */
async function removeFrom(room: { id: number }, boosts: { id: number; message_id: number }[]) {
  try {
    await transaction((trx) => removeBoostsTogether(trx, room, boosts))
    return true
  } catch (error) {
    if (error instanceof RoomGone) return false
    throw error
  }
}
