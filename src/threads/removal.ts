import { type Message, touchMessage } from "../messages/message"
import { broadcast } from "../platform/cable/cable"
import { afterCommit, dialect, type Trx } from "../platform/database/database"
import { hideChildRoom, messagesStream } from "../rooms/room"
import { summaryReplaced } from "./summary"
import { thread } from "./thread-type"

/**
 * Removes the threads of messages before their deletion, with all unread marks. Threads that lose
 * replies get a new summary after the deletion.
 */
export async function removeThreads(trx: Trx, messages: { id: number }[]) {
  const ids = messages.map(({ id }) => id)
  const parents = await parentsOfReplies(trx, ids)
  for (const room of await threadsOf(trx, ids)) {
    const members = await hideChildRoom(trx, room)
    afterCommit(trx, () => {
      for (const { user_id, unread_at } of members)
        if (unread_at !== null) thread.tellRead(room, user_id)
    })
  }
  return async () => {
    for (const parent of parents) {
      await touchMessage(trx, parent)
      const replaced = await summaryReplaced(trx, parent)
      afterCommit(trx, () => broadcast(messagesStream({ id: parent.room_id }), replaced))
    }
  }
}

// The lock waits for transactions that start a thread on one of the messages.
async function threadsOf(trx: Trx, ids: number[]) {
  if (dialect() === "postgres")
    await trx.selectFrom("messages").select("id").where("id", "in", ids).forUpdate().execute()
  return trx
    .selectFrom("rooms")
    .select(["id", "type", "parent_message_id"])
    .where("parent_message_id", "in", ids)
    .execute()
}

/** The parent messages of these replies, without those that are deleted as well. */
function parentsOfReplies(trx: Trx, ids: number[]): Promise<Message[]> {
  return trx
    .selectFrom("messages")
    .selectAll()
    .where("id", "in", (replies) =>
      replies
        .selectFrom("messages as replies")
        .innerJoin("rooms", "rooms.id", "replies.room_id")
        .select("rooms.parent_message_id")
        .where("replies.id", "in", ids)
        .where("rooms.parent_message_id", "is not", null),
    )
    .where("id", "not in", ids)
    .execute()
}
