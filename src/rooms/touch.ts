import { sql } from "kysely"
import {
  type Argument,
  database,
  dialect,
  type Micros,
  now,
  prepared,
  type Trx,
} from "../platform/database/database"
import { NotFound } from "../platform/http/errors"

/** The room was removed, or this person's place in it, after the page was drawn. */
export class RoomGone extends NotFound {
  override name = "RoomGone"
}

/**
 * Something inside the room changes. Comes first in its transaction: the row's lock puts those
 * that change one room in a line, and each gets a time after all before it, whatever the clocks of
 * several processes say. Otherwise a page that is true at one time could miss what got an earlier
 * one later.
 *
 * @returns the time of the change, later than any other in this room
 * @throws {RoomGone}
 */
export async function touchRoom(trx: Trx, room: { id: number }): Promise<Micros> {
  const [touched] = await touch({ id: room.id, time: now() }, trx)
  if (!touched) throw new RoomGone("This room was deleted.")
  return touched.updated_at
}

/** When anything in any room last changed; the clock must not go back behind it. */
export async function latestChange(): Promise<Micros> {
  const { latest } = await database()
    .selectFrom("rooms")
    .select((row) => row.fn.max("updated_at").as("latest"))
    .executeTakeFirstOrThrow()
  return latest ?? 0
}

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
    // Somebody who enters the room waits for this lock, see presence/presence-rows.ts.
    .$if(dialect() === "postgres", (update) =>
      update.returning(sql`pg_advisory_xact_lock(rooms.id)`.as("entry_lock")),
    ),
)
