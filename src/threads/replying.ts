import { type Message, mentionees, touchMessage } from "../messages/message"
import { broadcast } from "../platform/cable/cable"
import { afterCommit, type Trx } from "../platform/database/database"
import { ValidationError } from "../platform/http/errors"
import { type Mentions, messagesStream, type PostedMessage, type Room } from "../rooms/room"
import { follow } from "./following"
import { summaryReplaced } from "./summary"

/**
 * Runs after a reply in a thread: the parent's author, the reply's author and the mentioned users
 * follow it, and the summary below the parent message shows the reply.
 *
 * @throws {ValidationError} when a message of the room has the reply's `client_message_id`
 */
export async function replied(trx: Trx, thread: Room, reply: PostedMessage, mentions: Mentions) {
  const parent = await parentOf(trx, thread)
  await refuseTakenId(trx, parent, reply)
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

// A page shows the thread next to its room, and derives DOM ids from these ids in both. With the id
// of another message, an edit of the reply would replace that message on pages.
async function refuseTakenId(trx: Trx, { room_id }: Message, { client_message_id }: PostedMessage) {
  const taken = await trx
    .selectFrom("messages")
    .select("id")
    .where("room_id", "=", room_id)
    .where("client_message_id", "=", client_message_id)
    .executeTakeFirst()
  if (taken) throw new ValidationError("Not sent: another message has this id. Send it again.")
}

const parentOf = (trx: Trx, { parent_message_id }: Room): Promise<Message> =>
  trx
    .selectFrom("messages")
    .selectAll()
    .where("id", "=", parent_message_id)
    .executeTakeFirstOrThrow()
