import { type Message, touchMessage } from "../messages/message"
import { broadcast } from "../platform/cable/cable"
import { afterCommit, type Trx } from "../platform/database/database"
import { messagesStream } from "../rooms/room"
import { tell } from "./reading"
import { summaryReplaced } from "./summary"

/**
 * Messages are about to go. A thread whose first word goes is unread for nobody any more; one that
 * loses an answer is shown anew, once the answer is gone.
 */
export async function sayGoodbye(trx: Trx, messages: { id: number }[]) {
  const ids = messages.map(({ id }) => id)
  const left = await rootsOfAnswers(trx, ids)
  await forgetUnread(trx, ids)
  return async () => {
    for (const root of left) {
      await touchMessage(trx, root)
      const replaced = await summaryReplaced(trx, root)
      afterCommit(trx, () => broadcast(messagesStream({ id: root.room_id }), replaced))
    }
  }
}

/** What the answers among the messages answer, as far as it stays. */
function rootsOfAnswers(trx: Trx, ids: number[]): Promise<Message[]> {
  return trx
    .selectFrom("messages")
    .selectAll()
    .where("id", "in", (answers) =>
      answers
        .selectFrom("messages as answers")
        .select("answers.thread_id")
        .where("answers.id", "in", ids)
        .where("answers.thread_id", "is not", null),
    )
    .where("id", "not in", ids)
    .execute()
}

async function forgetUnread(trx: Trx, ids: number[]) {
  const unread = await trx
    .selectFrom("thread_memberships")
    .select(["message_id", "user_id"])
    .where("message_id", "in", ids)
    .where("unread_at", "is not", null)
    .execute()
  afterCommit(trx, () => {
    for (const { message_id, user_id } of unread) tell([{ user_id }], message_id, false)
  })
}
