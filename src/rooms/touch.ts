import { type RawBuilder, sql } from "kysely"
import {
  type Argument,
  dialect,
  type Micros,
  now,
  prepared,
  type Trx,
} from "../platform/database/database"
import { NotFound } from "../platform/http/errors"

/** The room, or the person's membership of it, was removed after the page was rendered. */
export class RoomGone extends NotFound {
  override name = "RoomGone"
}

/**
 * Records a change in the room. It must be the first statement of its transaction: the row lock
 * serializes the writers of one room, and each gets a later time than all before it, even when the
 * clocks of several processes differ. Otherwise a page loaded at one time could miss a change that
 * got an earlier time afterwards.
 *
 * @returns the time of the change, later than any other in this room
 * @throws {RoomGone}
 */
export async function touchRoom(
  trx: Trx,
  room: { id: number; root_room_id?: number | null },
): Promise<Micros> {
  const [root] = room.root_room_id === undefined ? await rootOf({ id: room.id }, trx) : [room]
  const root_id = root?.root_room_id
  // Root first, then the child: all writers lock in this order, so none deadlocks. The child gets
  // the root's time, because a page of the child is as recent as the root was when it was read.
  const updates = root_id
    ? [touch({ id: root_id, time: now() }, trx), touchChild({ id: room.id, root_id }, trx)]
    : [touch({ id: room.id, time: now() }, trx)]
  const touched = (await Promise.all(updates)).map(([row]) => row?.updated_at)
  const time = touched.at(-1)
  if (touched.includes(undefined) || time === undefined)
    throw new RoomGone("This room was deleted.")
  return time
}

const rootOf = prepared((db, argument: Argument<{ id: number }>) =>
  db.selectFrom("rooms").select("root_room_id").where("id", "=", argument("id")),
)

/**
 * The time of the last change in any room; the clock must not go back behind it. A change in a child
 * room touches its root as well, so the query needs only the roots.
 */
export async function latestChange(): Promise<Micros> {
  const [row] = await latest({})
  return row?.latest ?? 0
}

const latest = prepared((db) =>
  db
    .selectFrom("rooms")
    .select((row) => row.fn.max("updated_at").as("latest"))
    .where("root_room_id", "is", null),
)

const touch = prepared((db, argument: Argument<{ id: number; time: Micros }>) =>
  setTime(db, argument("id"), sql<Micros>`${argument("time")}`),
)

const touchChild = prepared((db, argument: Argument<{ id: number; root_id: number }>) => {
  const time = sql<Micros>`(select updated_at from rooms where id = ${argument("root_id")})`
  return setTime(db, argument("id"), time)
})

/** Sets the room's time to `time`, or one microsecond after its last change when that is later. */
const setTime = (db: Trx, id: number, time: RawBuilder<Micros>) =>
  db
    .updateTable("rooms")
    .set(({ eb }) => ({
      updated_at: eb
        .case()
        .when("updated_at", "<", time)
        .then(time)
        .else(eb("updated_at", "+", 1))
        .end(),
    }))
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .returning("updated_at")
    // A user who enters the room waits for this lock, see presence/presence-rows.ts.
    .$if(dialect() === "postgres", (update) =>
      update.returning(sql`pg_advisory_xact_lock(rooms.id)`.as("entry_lock")),
    )
