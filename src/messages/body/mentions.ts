import { database, type Reader, type Trx } from "../../platform/database/database"
import { ValidationError } from "../../platform/http/errors"
import { mayChangeRoom, type Room, roomType } from "../../rooms/room"
import type { User } from "../../users/user"
import type { Message } from "../table"
import { type MessageBody, NOBODY, type People } from "./message-body"

/** Loads everyone whom any of `bodies` mentions, in one query. */
export async function mentionedIn(db: Reader | Trx, bodies: MessageBody[]): Promise<People> {
  const ids = [...new Set(bodies.flatMap(({ mentionedIds }) => mentionedIds))]
  if (ids.length === 0) return NOBODY
  const people = await db
    .selectFrom("users")
    .select(["id", "name", "bio", "updated_at"])
    .where("id", "in", ids)
    .execute()
  return new Map(people.map((person) => [person.id, person]))
}

/**
 * The active people who may enter the message's room and whom it mentions, each once, by id; all but its author
 * when it mentions everyone. A mention of anybody else shows the name and has no other effect.
 */
export async function mentionees(
  db: Reader,
  { room_id, creator_id }: Pick<Message, "room_id" | "creator_id">,
  { mentionsEveryone, mentionedIds }: Pick<MessageBody, "mentionsEveryone" | "mentionedIds">,
) {
  if (!mentionsEveryone && mentionedIds.length === 0) return []
  return db
    .selectFrom("rooms")
    .innerJoin("memberships", "memberships.room_id", "rooms.access_room_id")
    .innerJoin("users", "users.id", "memberships.user_id")
    .where("rooms.id", "=", room_id)
    .where("users.status", "=", "active")
    .where((row) =>
      mentionsEveryone ? row("users.id", "<>", creator_id) : row("users.id", "in", mentionedIds),
    )
    .select(["users.id", "users.role", "memberships.involvement"])
    .orderBy("users.id")
    .execute()
}

/**
 * Only those who may change the room can mention everyone in it; in a thread, those who may change
 * the room that grants entry.
 *
 * @param db the transaction, inside one: it must not wait for a second connection
 * @throws {ValidationError}
 */
export async function refuseEveryone(
  author: Pick<User, "id" | "role">,
  { access_room_id }: Pick<Room, "access_room_id">,
  body: MessageBody,
  db: Reader | Trx = database(),
) {
  if (!body.mentionsEveryone) return
  const room = await db
    .selectFrom("rooms")
    .select(["type", "creator_id"])
    .where("id", "=", access_room_id)
    .executeTakeFirst()
  if (!room || mayChangeRoom(author, room)) return
  throw new ValidationError(roomType(room.type).texts.cannotMentionEveryone, "message[body]")
}
