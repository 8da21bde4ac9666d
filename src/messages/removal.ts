import { broadcast } from "../cable/cable"
import { afterCommit, type Trx, transaction } from "../database/database"
import { messagesStream, touchRoom } from "../rooms/room"
import type { User } from "../users/user"
import { dropAttachments } from "./attachments/attachment"
import { unindexMessages } from "./search-entry"
import { messageRemoved } from "./showing"
import type { Message } from "./table"

/** Whoever said it, and administrators. */
export const mayAdminister = (user: Pick<User, "id" | "role">, message: Message) =>
  user.role === "administrator" || user.id === message.creator_id

/** Takes `message` away with all that it said; screens that sleep learn of it when they wake. */
export const removeMessage = (message: Message) =>
  transaction((trx) => removeTogether(trx, { id: message.room_id }, [message]))

/**
 * The same for several of one room.
 *
 * @throws {RoomGone}
 */
export async function removeTogether(
  trx: Trx,
  room: { id: number },
  messages: Pick<Message, "id">[],
) {
  const time = await touchRoom(trx, room)
  const ids = messages.map(({ id }) => id)
  await unindexMessages(trx, ids)
  await dropAttachments(trx, ids)
  const removed = await trx
    .deleteFrom("messages")
    .where("id", "in", ids)
    .returning("client_message_id")
    .execute()
  if (removed.length === 0) return
  await trx
    .insertInto("message_removals")
    .values(
      removed.map((one) => ({ ...one, room_id: room.id, created_at: time, updated_at: time })),
    )
    .execute()
  afterCommit(trx, () => broadcast(messagesStream(room), removed.map(messageRemoved).join("")))
}
