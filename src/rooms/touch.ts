import { sql } from "kysely"
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
  // Root first, then the child: all writers lock in this order, so none deadlocks. The child gets
  // the root's time, because a page of the child is as recent as the root was when it was read.
  const time = root?.root_room_id ? await touchRow(trx, root.root_room_id, now()) : now()
  return touchRow(trx, room.id, time)
}

async function touchRow(trx: Trx, id: number, time: Micros) {
  const [touched] = await touch({ id, time }, trx)
  if (!touched) throw new RoomGone("This room was deleted.")
  return touched.updated_at
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
  db
    .updateTable("rooms")
    .set(({ eb }) => ({
      updated_at: eb
        .case()
        .when("updated_at", "<", argument("time"))
        .then(argument("time"))
        .else(eb("updated_at", "+", 1))
        .end(),
    }))
    .where("id", "=", argument("id"))
    .where("deleted_at", "is", null)
    .returning("updated_at")
    // A user who enters the room waits for this lock, see presence/presence-rows.ts.
    .$if(dialect() === "postgres", (update) =>
      update.returning(sql`pg_advisory_xact_lock(rooms.id)`.as("entry_lock")),
    ),
)
