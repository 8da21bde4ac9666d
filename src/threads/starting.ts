import type { Message } from "../messages/message"
import { database, dialect, now, type Trx, transaction } from "../platform/database/database"
import { NotFound } from "../platform/http/errors"
import { type ReachedRoom, reachRoom } from "../rooms/room"
import type { User } from "../users/user"

type Parent = Pick<Message, "id">

/** The thread of a message that the user has reached; null when it has none. */
export async function reachThread(user: Pick<User, "id">, parent: Parent) {
  const thread = await database()
    .selectFrom("rooms")
    .select("id")
    .where("parent_message_id", "=", parent.id)
    .executeTakeFirst()
  return thread ? reachRoom(user, String(thread.id)) : null
}

/**
 * The same, but creates a missing thread: for the first reply, and for the first follower.
 *
 * @throws {NotFound} when the message is gone, or itself a reply: a thread has no threads
 */
export async function startThread(user: Pick<User, "id">, parent: Parent): Promise<ReachedRoom> {
  await transaction(async (trx) => {
    const { creator_id, access_room_id } = await lockParent(trx, parent)
    const time = now()
    // The second of two concurrent transactions waits here, and then finds the first one's thread.
    await trx
      .insertInto("rooms")
      .values({
        type: "thread",
        creator_id,
        root_room_id: access_room_id,
        parent_message_id: parent.id,
        created_at: time,
        updated_at: time,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
  const thread = await reachThread(user, parent)
  if (!thread) throw new NotFound()
  return thread
}

/** Locks the message against removal until the transaction ends. */
async function lockParent(trx: Trx, { id }: Parent) {
  const query = trx
    .selectFrom("messages")
    .innerJoin("rooms", "rooms.id", "messages.room_id")
    .select(["messages.creator_id", "rooms.access_room_id"])
    .where("messages.id", "=", id)
    .where("rooms.parent_message_id", "is", null)
  // SQLite has one writer at a time and no such lock.
  const locked = dialect() === "postgres" ? query.forKeyShare("messages") : query
  const parent = await locked.executeTakeFirst()
  if (!parent) throw new NotFound()
  return parent
}
