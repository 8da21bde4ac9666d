import { type Argument, database, prepared } from "../platform/database/database"
import { rowId } from "../platform/http/form"
import type { User } from "../users/user"
import type { Message } from "./table"

/** The messages of the rooms that `viewer` may enter. */
export function reachableMessages(viewer: Pick<User, "id">) {
  return database()
    .selectFrom("messages")
    .innerJoin("rooms", "rooms.id", "messages.room_id")
    .innerJoin("memberships as access", "access.room_id", "rooms.access_room_id")
    .where("access.user_id", "=", viewer.id)
    .where("rooms.deleted_at", "is", null)
}

/** @param id from the request, not validated */
export async function reachMessage(viewer: Pick<User, "id">, id: string): Promise<Message | null> {
  const message_id = rowId(id)
  if (message_id === null) return null
  const found = await reachableMessages(viewer)
    .selectAll("messages")
    .where("messages.id", "=", message_id)
    .executeTakeFirst()
  return found ?? null
}

/**
 * The message if it is in this room, which the viewer has reached already, or in the thread of one
 * of its messages.
 */
export async function reachRoomMessage(room: { id: number }, id: string): Promise<Message | null> {
  const message_id = rowId(id)
  if (message_id === null) return null
  const [found] = await inRoom({ room_id: room.id, id: message_id })
  return found ?? null
}

/** The parent message of a thread's reply; null for a message of another room. */
export async function parentMessage(reply: Pick<Message, "room_id">): Promise<Message | null> {
  const parent = await database()
    .selectFrom("rooms")
    .innerJoin("messages", "messages.id", "rooms.parent_message_id")
    .selectAll("messages")
    .where("rooms.id", "=", reply.room_id)
    .executeTakeFirst()
  return parent ?? null
}

const inRoom = prepared((db, argument: Argument<{ room_id: number; id: number }>) =>
  db
    .selectFrom("messages")
    .innerJoin("rooms", "rooms.id", "messages.room_id")
    .leftJoin("messages as parents", "parents.id", "rooms.parent_message_id")
    .selectAll("messages")
    .where("messages.id", "=", argument("id"))
    .where("rooms.deleted_at", "is", null)
    .where(({ or, eb }) =>
      or([
        eb("messages.room_id", "=", argument("room_id")),
        eb("parents.room_id", "=", argument("room_id")),
      ]),
    ),
)
