import { reachableMessages } from "../messages/message"
import { database, type Micros } from "../platform/database/database"

/** Saved messages that are shown at once. */
export const SAVED_PAGE = 40

const MOST_MARKS = 1000

type Person = { id: number }

export type Saved = { id: number; room_id: number; save_id: number; saved_at: Micros }

/**
 * What `person` has saved in the rooms that they are in, the latest first.
 *
 * @param below shows only what was saved before the save of this id
 */
export async function savedBy(
  person: Person,
  below: number | null = null,
): Promise<{ list: Saved[]; more: number | null }> {
  const saved = savedAndReachable(person)
    .select([
      "messages.id",
      "messages.room_id",
      "saved_messages.id as save_id",
      "saved_messages.created_at as saved_at",
    ])
    .orderBy("saved_messages.id", "desc")
    .limit(SAVED_PAGE + 1)
  const found = await (below === null
    ? saved
    : saved.where("saved_messages.id", "<", below)
  ).execute()
  const list = found.slice(0, SAVED_PAGE)
  return { list, more: found.length > SAVED_PAGE ? (list.at(-1)?.save_id ?? null) : null }
}

/** The ids of what `person` has saved in `room`, as many as anybody would look for. */
export async function savedIn(person: Person, room: { id: number }): Promise<number[]> {
  const found = await savedAndReachable(person)
    .select("messages.id")
    .where("messages.room_id", "=", room.id)
    .orderBy("saved_messages.id", "desc")
    .limit(MOST_MARKS)
    .execute()
  return found.map(({ id }) => id)
}

export async function isSaved(person: Person, message: { id: number }) {
  const found = await database()
    .selectFrom("saved_messages")
    .select("id")
    .where("user_id", "=", person.id)
    .where("message_id", "=", message.id)
    .executeTakeFirst()
  return found !== undefined
}

const savedAndReachable = (person: Person) =>
  reachableMessages(person)
    .innerJoin("saved_messages", "saved_messages.message_id", "messages.id")
    .where("saved_messages.user_id", "=", person.id)
