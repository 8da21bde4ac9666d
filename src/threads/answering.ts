import { type Message, type MessageBody, mentionees, touchMessage } from "../messages/message"
import { broadcast } from "../platform/cable/cable"
import { afterCommit, type Trx } from "../platform/database/database"
import { messagesStream } from "../rooms/room"
import { follow } from "./following"
import { markAnswerUnread } from "./reading"
import { summaryReplaced } from "./summary"

/**
 * Somebody answered in a thread: whoever started it, says something there or is mentioned follows it
 * from now on, those who follow it and look elsewhere have something unread, and the room shows how far
 * it has come.
 */
export async function announceAnswer(trx: Trx, answer: Message, body: MessageBody) {
  if (answer.thread_id === null) return
  const root = await trx
    .selectFrom("messages")
    .selectAll()
    .where("id", "=", answer.thread_id)
    .executeTakeFirstOrThrow()
  await touchMessage(trx, root)
  const called = await mentionees(trx, answer, body)
  await follow(trx, root, answer.created_at, [
    root.creator_id,
    answer.creator_id,
    ...called.map(({ id }) => id),
  ])
  await markAnswerUnread(trx, answer)
  const replaced = await summaryReplaced(trx, root)
  afterCommit(trx, () => broadcast(messagesStream({ id: root.room_id }), replaced))
}
