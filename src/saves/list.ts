import { reachableMessages } from "../messages/message"
import { database, type Micros } from "../platform/database/database"

/** Saved messages per page. */
const SAVED_PAGE = 40

const MAX_MARKS = 1000

type UserRef = { id: number }

export type Saved = { id: number; room_id: number; save_id: number; saved_at: Micros }

/**
 * A page of the user's saved messages, latest save first, without those in rooms that they left.
 *
 * @param below the `save_id` that the page continues from
 */
export async function savedBy(
  user: UserRef,
  below: number | null = null,
): Promise<{ list: Saved[]; more: number | null }> {
  const saved = savedAndReachable(user)
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

/** The ids of the latest 1,000 messages in `room` and its threads that the user has saved. */
export async function savedIn(user: UserRef, room: { access_room_id: number }): Promise<number[]> {
  const found = await savedAndReachable(user)
    .select("messages.id")
    .where("rooms.access_room_id", "=", room.access_room_id)
    .orderBy("saved_messages.id", "desc")
    .limit(MAX_MARKS)
    .execute()
  return found.map(({ id }) => id)
}

export async function isSaved(user: UserRef, message: { id: number }) {
  const found = await database()
    .selectFrom("saved_messages")
    .select("id")
    .where("user_id", "=", user.id)
    .where("message_id", "=", message.id)
    .executeTakeFirst()
  return found !== undefined
}

const savedAndReachable = (user: UserRef) =>
  reachableMessages(user)
    .innerJoin("saved_messages", "saved_messages.message_id", "messages.id")
    .where("saved_messages.user_id", "=", user.id)
