import { z } from "zod"
import {
  database,
  hours,
  type Micros,
  millis,
  now,
  type Trx,
  transaction,
} from "../../platform/database/database"
import { enqueue, job } from "../../platform/jobs/job"

const DAY = hours(24)

/** How long tombstones are kept; a page that was offline for longer replaces its list. */
const KEPT_FOR = 30 * DAY

const AT_ONCE = 1000

type Room = { id: number }
type Removed = { client_message_id: string }

/**
 * Records removed messages for pages that are offline. The first tombstone of a room in a day
 * enqueues the job that deletes that day's.
 */
export async function recordTombstones(trx: Trx, room: Room, removed: Removed[], time: Micros) {
  const before = await latestRemoval(trx, room)
  await trx
    .insertInto("message_removals")
    .values(
      removed.map(({ client_message_id }) => ({
        client_message_id,
        room_id: room.id,
        created_at: time,
        updated_at: time,
      })),
    )
    .execute()
  // By calendar day, not by time since the last one: in a room with removals every day, a pause
  // never occurs, and the job would never be enqueued.
  if (before === null || dayOf(before.created_at) < dayOf(time))
    await enqueue(trx, deleteOldTombstones, { room_id: room.id }, { runAt: time + KEPT_FOR + DAY })
}

const dayOf = (time: Micros) => Math.floor(time / DAY)

/** Whether tombstones of the room after `since` have been deleted. */
export async function tombstonesExpiredSince(room: Room, since: Micros) {
  if (since >= now() - KEPT_FOR) return false
  const latest = await latestRemoval(database(), room)
  // Pages know their time in milliseconds only.
  return latest !== null && millis(latest.created_at) > millis(since)
}

const latestRemoval = async (db: Pick<Trx, "selectFrom">, room: Room) =>
  (await db
    .selectFrom("message_removals")
    .select(["id", "created_at"])
    .where("room_id", "=", room.id)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst()) ?? null

// The latest of a room is kept at any age: it proves that older ones have been deleted.
export const deleteOldTombstones = job(
  "forget-removals",
  z.object({ room_id: z.int() }),
  async ({ room_id }, { signal }) => {
    const latest = await latestRemoval(database(), { id: room_id })
    if (latest === null) return
    const before = now() - KEPT_FOR
    while (await transaction((trx) => forgetSome(trx, { room_id, before, but: latest.id })))
      signal.throwIfAborted()
  },
)

type Old = { room_id: number; before: Micros; but: number }

/** @returns whether there may be more */
async function forgetSome(trx: Trx, { room_id, before, but }: Old) {
  const { numDeletedRows } = await trx
    .deleteFrom("message_removals")
    .where("id", "in", (removals) =>
      removals
        .selectFrom("message_removals")
        .select("id")
        .where("room_id", "=", room_id)
        .where("created_at", "<", before)
        .where("id", "<>", but)
        .limit(AT_ONCE),
    )
    .executeTakeFirst()
  return Number(numDeletedRows) === AT_ONCE
}
