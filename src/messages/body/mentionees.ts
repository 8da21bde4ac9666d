import type { Reader, Trx } from "../../platform/database/database"
import { ValidationError } from "../../platform/http/errors"
import { mayChangeRoom, roomType } from "../../rooms/room"
import type { Message } from "../table"
import { namesEveryone, peopleNamedIn } from "./mentioned"

/** Somebody whom a message is meant for. */
export type Mentionee = Awaited<ReturnType<typeof mentionees>>[number]

/**
 * The active people in the message's room whom it mentions, each once, by id; everybody but its
 * author, when that is what it mentions. The names of others show, and tell them nothing.
 */
export async function mentionees(
  db: Reader,
  { room_id, creator_id, body }: Pick<Message, "room_id" | "creator_id" | "body">,
) {
  const everyone = namesEveryone(body)
  const named = peopleNamedIn(body)
  if (!everyone && named.length === 0) return []
  return db
    .selectFrom("memberships")
    .innerJoin("users", "users.id", "memberships.user_id")
    .where("memberships.room_id", "=", room_id)
    .where("users.status", "=", "active")
    .where((row) => (everyone ? row("users.id", "<>", creator_id) : row("users.id", "in", named)))
    .select(["users.id", "users.role", "memberships.involvement"])
    .orderBy("users.id")
    .execute()
}

/**
 * Only those who may change the room can mention everyone in it.
 *
 * @throws {ValidationError}
 */
export async function refuseEveryone(
  trx: Trx,
  { author, room_id, body }: { author: { id: number }; room_id: number; body: string },
) {
  if (!namesEveryone(body)) return
  const { role, ...room } = await trx
    .selectFrom("rooms")
    .innerJoin("users", (join) => join.on("users.id", "=", author.id))
    .where("rooms.id", "=", room_id)
    .select(["rooms.type", "rooms.creator_id", "users.role"])
    .executeTakeFirstOrThrow()
  if (mayChangeRoom({ id: author.id, role }, room)) return
  throw new ValidationError(roomType(room.type).texts.cannotMentionEveryone, "message[body]")
}
