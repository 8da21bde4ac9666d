import { type Argument, database, prepared } from "../platform/database/database"
import { rowId } from "../platform/http/row-id"
import type { Message } from "./table"

type Person = { id: number }

/** The messages of the rooms that `person` is in. */
export function reachableMessages(person: Person) {
  return database()
    .selectFrom("messages")
    .innerJoin("memberships", "memberships.room_id", "messages.room_id")
    .where("memberships.user_id", "=", person.id)
}

/** @param id as it came from outside */
export async function reachMessage(person: Person, id: string): Promise<Message | null> {
  const message_id = rowId(id)
  if (message_id === null) return null
  const found = await reachableMessages(person)
    .selectAll("messages")
    .where("messages.id", "=", message_id)
    .executeTakeFirst()
  return found ?? null
}

/** The message if it is in this room, which the person has reached already. */
export async function reachRoomMessage(room: { id: number }, id: string): Promise<Message | null> {
  const message_id = rowId(id)
  if (message_id === null) return null
  const [found] = await inRoom({ room_id: room.id, id: message_id })
  return found ?? null
}

const inRoom = prepared((db, argument: Argument<{ room_id: number; id: number }>) =>
  db
    .selectFrom("messages")
    .selectAll()
    .where("room_id", "=", argument("room_id"))
    .where("id", "=", argument("id")),
)
