import { sql } from "kysely"
import { database, type Micros } from "../../platform/database/database"
import { type Listed, listed, newestMessages, PAGE } from "./pages"
import { tombstonesExpiredSince } from "./tombstones"

export type Changes =
  /** There are too many new messages, or tombstones have expired: the page replaces its list. */
  | { behind: true; list: Listed[] }
  | { behind: false; created: Listed[]; updated: Listed[]; removed: string[] }

/** Parses the time of a page's state, in epoch milliseconds; 0 for anything else. */
export const sinceIn = (text = ""): Micros =>
  /^\d{1,13}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1000) : 0

// The unary plus keeps the query off the index on `created_at`, with which a database would scan
// all messages of the room to find that none has changed.
const CREATED_AT = sql<Micros>`+${sql.ref("messages.created_at")}`

/** The changes to the room's messages after `since`. */
export async function changesSince(room: { id: number }, since: Micros): Promise<Changes> {
  const messages = () => listed().where("messages.room_id", "=", room.id)
  const created = await messages()
    .where("messages.created_at", ">", since)
    .orderBy("messages.created_at")
    .orderBy("messages.id")
    .limit(PAGE + 1)
    .execute()
  if (created.length > PAGE || (await tombstonesExpiredSince(room, since)))
    return { behind: true, list: await newestMessages(room) }

  const updated = await messages()
    .where("messages.updated_at", ">", since)
    .where(CREATED_AT, "<=", since)
    .orderBy(CREATED_AT, "desc")
    .limit(PAGE)
    .execute()
  const removed = await database()
    .selectFrom("message_removals")
    .select("client_message_id")
    .where("room_id", "=", room.id)
    .where("created_at", ">", since)
    .execute()
  return {
    behind: false,
    created,
    updated: updated.reverse(),
    removed: removed.map(({ client_message_id }) => client_message_id),
  }
}
