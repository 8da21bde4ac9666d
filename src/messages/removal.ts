import { broadcast } from "../platform/cable/cable"
import { afterCommit, type Micros, type Trx, transaction } from "../platform/database/database"
import { hooks } from "../platform/hooks"
import { messagesStream, touchRoom } from "../rooms/room"
import { dropAttachments } from "./attachments/attachment"
import { recordTombstones } from "./list/tombstones"
import { unindexMessages } from "./search-index/search-entry"
import type { Message } from "./table"
import { messageRemoved } from "./view/message-view"

type AfterRemoval = () => Promise<void>

/**
 * Runs in the transaction that deletes messages, before the deletion. The function that a hook
 * returns runs in the same transaction, after the deletion.
 */
export const onMessageRemoved = hooks<[trx: Trx, messages: { id: number }[]], AfterRemoval>()

/**
 * Deletes `message` with all that belongs to it. Pages that are offline remove it later, by its
 * tombstone.
 */
export const removeMessage = (message: Message) =>
  removeMessages({ id: message.room_id }, [message])

/**
 * Deletes several messages of one room in the same way.
 *
 * @throws {RoomGone}
 */
export async function removeMessages(room: { id: number }, messages: Pick<Message, "id">[]) {
  await transaction(async (trx) => {
    const time = await touchRoom(trx, room)
    const afterRemoval = await onMessageRemoved.run(trx, messages)
    await take(trx, room, messages, time)
    for (const hook of afterRemoval) await hook()
  })
}

async function take(trx: Trx, room: { id: number }, messages: { id: number }[], time: Micros) {
  const ids = messages.map(({ id }) => id)
  await unindexMessages(trx, ids)
  await dropAttachments(trx, ids)
  const removed = await trx
    .deleteFrom("messages")
    .where("id", "in", ids)
    .returning("client_message_id")
    .execute()
  if (removed.length === 0) return
  await recordTombstones(trx, room, removed, time)
  afterCommit(trx, () => broadcast(messagesStream(room), removed.map(messageRemoved).join("")))
}
