import { sql } from "kysely"
import { database, type Micros } from "../../platform/database/database"
import { type Listed, listed, newestMessages, PAGE } from "./pages"
import { tombstonesExpiredSince } from "./tombstones"

export type Changes =
  /** So much is new, or it is so long ago, that the page starts over from its end. */
  | { behind: true; list: Listed[] }
  | { behind: false; created: Listed[]; updated: Listed[]; removed: string[] }

/** The time that a page was true at: epoch milliseconds; what is none is the beginning. */
export const sinceIn = (text = ""): Micros =>
  /^\d{1,13}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1000) : 0

// What was said is no help to whoever looks for what has changed: with the index of it, a database
// would go through all that was ever said in the room before it knows that nothing has.
const SAID = sql<Micros>`+${sql.ref("messages.created_at")}`

/** What a page that was true at `since` has missed of the room's messages. */
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
    .where(SAID, "<=", since)
    .orderBy(SAID, "desc")
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
