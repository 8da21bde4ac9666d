import { database, type Micros } from "../database/database"
import { type Listed, listed, newestMessages, PAGE } from "./pages"

export type Changes =
  /** So much is new that the page starts over from its end. */
  | { behind: true; list: Listed[] }
  | { behind: false; created: Listed[]; updated: Listed[]; removed: string[] }

/** What a page that was true at `since` has missed of the room's messages. */
export async function changesSince(room: { id: number }, since: Micros): Promise<Changes> {
  const created = await listed()
    .where("messages.room_id", "=", room.id)
    .where("messages.thread_id", "is", null)
    .where("messages.created_at", ">", since)
    .orderBy("messages.created_at")
    .orderBy("messages.id")
    .limit(PAGE + 1)
    .execute()
  if (created.length > PAGE) return { behind: true, list: await newestMessages(room) }

  const updated = await listed()
    .where("messages.room_id", "=", room.id)
    .where("messages.thread_id", "is", null)
    .where("messages.updated_at", ">", since)
    .where("messages.created_at", "<=", since)
    .orderBy("messages.created_at", "desc")
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
