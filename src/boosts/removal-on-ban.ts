import { z } from "zod"
import { database, minutes, now, type Trx, transaction } from "../platform/database/database"
import { enqueue, job } from "../platform/jobs/job"
import { RoomGone } from "../rooms/room"
import type { Removal } from "../users/user"
import { removeBoostsTogether } from "./removal"

const AT_ONCE = 100

/** Boosts go with what somebody said: when they are banned. */
export async function removeBoostsOfBanned(trx: Trx, user: { id: number }, removal: Removal) {
  if (removal !== "banned") return
  await enqueue(trx, clearBoosts, { user_id: user.id })
  // Once more for what was on its way when the ban was pronounced.
  await enqueue(trx, clearBoosts, { user_id: user.id }, { runAt: now() + minutes(1) })
}

export const clearBoosts = job(
  "clear-boosts",
  z.object({ user_id: z.int() }),
  async ({ user_id }, { signal }) => {
    const gone = new Set<number>()
    for (;;) {
      signal.throwIfAborted()
      const some = await someBoosts(user_id, [...gone])
      if (some.length === 0) return
      for (const [room_id, boosts] of Map.groupBy(some, ({ room_id }) => room_id))
        if (!(await removeFrom({ id: room_id }, boosts))) gone.add(room_id)
    }
  },
)

/** Whoever was let back in meanwhile keeps what is left. */
function someBoosts(user_id: number, goneRooms: number[]) {
  let boosts = database()
    .selectFrom("boosts")
    .innerJoin("messages", "messages.id", "boosts.message_id")
    .innerJoin("users", "users.id", "boosts.booster_id")
    .select(["boosts.id", "boosts.message_id", "messages.room_id"])
    .where("boosts.booster_id", "=", user_id)
    .where("users.status", "=", "banned")
    .limit(AT_ONCE)
  if (goneRooms.length > 0) boosts = boosts.where("messages.room_id", "not in", goneRooms)
  return boosts.execute()
}

/** @returns whether the room is there; one that was removed takes its boosts along */
async function removeFrom(room: { id: number }, boosts: { id: number; message_id: number }[]) {
  try {
    await transaction((trx) => removeBoostsTogether(trx, room, boosts))
    return true
  } catch (error) {
    if (error instanceof RoomGone) return false
    throw error
  }
}
