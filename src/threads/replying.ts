import { type Message, mentionees, touchMessage } from "../messages/message"
import { broadcast } from "../platform/cable/cable"
import { afterCommit, type Trx } from "../platform/database/database"
import { type Mentions, messagesStream, type PostedMessage, type Room } from "../rooms/room"
import { follow } from "./following"
import { summaryReplaced } from "./summary"

/**
 * Somebody replied in a thread: its starter, the author and those mentioned follow it from now on,
 * and the summary under the message shows the reply.
 */
export async function replied(trx: Trx, thread: Room, reply: PostedMessage, mentions: Mentions) {
  const parent = await parentOf(trx, thread)
  await touchMessage(trx, parent)
  const mentioned = await mentionees(trx, reply, mentions)
  await follow(trx, thread, reply.created_at, [
    parent.creator_id,
    reply.creator_id,
    ...mentioned.map(({ id }) => id),
  ])
  const replaced = await summaryReplaced(trx, parent)
  afterCommit(trx, () => broadcast(messagesStream({ id: parent.room_id }), replaced))
}

const parentOf = (trx: Trx, { parent_message_id }: Room): Promise<Message> =>
  trx
    .selectFrom("messages")
    .selectAll()
    .where("id", "=", parent_message_id)
    .executeTakeFirstOrThrow()
