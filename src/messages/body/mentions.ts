import type { Reader } from "../../platform/database/database"
import { ValidationError } from "../../platform/http/errors"
import { mayChangeRoom, type Room, roomType } from "../../rooms/room"
import type { User } from "../../users/user"
import type { Message } from "../table"
import { type MessageBody, NOBODY, type People } from "./message-body"

/** Loads everyone whom any of `bodies` mentions, in one query. */
export async function mentionedIn(db: Reader, bodies: MessageBody[]): Promise<People> {
  const ids = [...new Set(bodies.flatMap(({ mentionedIds }) => mentionedIds))]
  if (ids.length === 0) return NOBODY
  const people = await db
    .selectFrom("users")
    .select(["id", "name", "bio", "updated_at"])
    .where("id", "in", ids)
    .execute()
  return new Map(people.map((person) => [person.id, person]))
}

/** A member whom a message mentions. */
export type Mentionee = Awaited<ReturnType<typeof mentionees>>[number]

/**
 * The active members of the message's room whom it mentions, each once, by id; all but its author
 * when it mentions everyone. A mention of anybody else shows the name and has no other effect.
 */
export async function mentionees(
  db: Reader,
  { room_id, creator_id }: Pick<Message, "room_id" | "creator_id">,
  { mentionsEveryone, mentionedIds }: MessageBody,
) {
  if (!mentionsEveryone && mentionedIds.length === 0) return []
  return db
    .selectFrom("memberships")
    .innerJoin("users", "users.id", "memberships.user_id")
    .where("memberships.room_id", "=", room_id)
    .where("users.status", "=", "active")
    .where((row) =>
      mentionsEveryone ? row("users.id", "<>", creator_id) : row("users.id", "in", mentionedIds),
    )
    .select(["users.id", "users.role", "memberships.involvement"])
    .orderBy("users.id")
    .execute()
}

/**
 * Only those who may change the room can mention everyone in it.
 *
 * @throws {ValidationError}
 */
export function refuseEveryone(
  author: Pick<User, "id" | "role">,
  room: Pick<Room, "type" | "creator_id">,
  body: MessageBody,
) {
  if (!body.mentionsEveryone || mayChangeRoom(author, room)) return
  throw new ValidationError(roomType(room.type).texts.cannotMentionEveryone, "message[body]")
}
