import { broadcast } from "../platform/cable/cable"
import {
  afterCommit,
  database,
  type Micros,
  type Trx,
  transaction,
} from "../platform/database/database"
import { hooks } from "../platform/hooks"
import { messagesStream, touchRoom } from "../rooms/room"
import { answersTo } from "./answers"
import { dropAttachments } from "./attachments/attachment"
import { recordTombstones } from "./list/tombstones"
import { unindexMessages } from "./search-index/search-entry"
import type { Message } from "./table"
import { messageRemoved } from "./view/message-view"

const AT_ONCE = 500

type AfterRemoval = () => Promise<void>

/**
 * Runs in the transaction that deletes messages, before their rows are gone. The function that a
 * hook returns runs in the same transaction, after they are gone.
 */
export const onMessageRemoved = hooks<[trx: Trx, messages: { id: number }[]], AfterRemoval>()

/**
 * Takes `message` away with all that it said and all that was answered to it; screens that sleep
 * learn of it when they wake.
 */
export const removeMessage = (message: Message) =>
  removeMessages({ id: message.room_id }, [message])

/**
 * The same for several of one room. Most go at once; of what has very many answers these go first,
 * some at a time, so that others get a word in between.
 *
 * @throws {RoomGone}
 */
export async function removeMessages(room: { id: number }, messages: Pick<Message, "id">[]) {
  for (;;) {
    const answers = await answersTo(database(), messages, AT_ONCE + 1)
    if (answers.length <= AT_ONCE) break
    await transaction((trx) => removeTogether(trx, room, answers.slice(0, AT_ONCE)))
  }
  await transaction((trx) => removeTogether(trx, room, messages))
}

async function removeTogether(trx: Trx, room: { id: number }, messages: Pick<Message, "id">[]) {
  const time = await touchRoom(trx, room)
  const afterRemoval = await onMessageRemoved.run(trx, messages)

  for (;;) {
    const answers = await answersTo(trx, messages, AT_ONCE)
    if (answers.length === 0) break
    await take(trx, room, answers, time)
  }
  await take(trx, room, messages, time)
  for (const hook of afterRemoval) await hook()
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
