import { broadcast } from "../platform/cable/cable"
import {
  type Argument,
  afterCommit,
  database,
  prepared,
  type Trx,
  transaction,
} from "../platform/database/database"
import type { PendingUpload } from "../platform/files/file"
import { hooks } from "../platform/hooks"
import { ValidationError } from "../platform/http/errors"
import { markUnread, messagesStream, type Room, roomType, touchRoom } from "../rooms/room"
import { profilesVersion, type User } from "../users/user"
import { claimAttachment } from "./attachments/attachment"
import { mentionedIn, refuseEveryone } from "./body/mentions"
import type { MessageBody } from "./body/message-body"
import { indexMessage } from "./search-index/search-entry"
import type { Message } from "./table"
import { messageAppended, messageAppendedAgain } from "./view/message-view"
import type { Author } from "./view/view"

type NewMessage = {
  client_message_id: string
  body: MessageBody
  upload?: PendingUpload | null
}

/** Runs in the transaction that stores a message, mostly to enqueue a job. */
export const onPosted = hooks<[trx: Trx, message: Message, body: MessageBody]>()

/**
 * Posts a message. One transaction holds the message, its search entry, the room's time, every
 * unread mark and the jobs that follow. After the commit the message is rendered and broadcast, in
 * the order of the commits, because both run synchronously.
 *
 * Idempotent: a retry of the same draft returns the stored message.
 *
 * @returns the Turbo Stream that is broadcast to the room
 * @throws {RoomGone} when the room was removed after the page was rendered
 * @throws {ValidationError} when somebody else's message has this `client_message_id`, when the author
 *   mentions everyone and may not, or when the file is gone
 */
export async function postMessage(
  room: Room & { display_name: string },
  author: Author & Pick<User, "role">,
  { client_message_id, body, upload = null }: NewMessage,
): Promise<string> {
  await refuseEveryone(author, room, body)
  // Taken before the query, which may read newer profiles, but never older ones.
  const people_updated_at = profilesVersion()
  const people = await mentionedIn(database(), [body])
  let stream = ""
  const sentBefore = await transaction(async (trx) => {
    // Both start at once: PostgreSQL runs them in one round trip, so others wait less for the lock.
    const [, [message]] = await Promise.all([
      touchRoom(trx, room),
      insertMessage(
        {
          room_id: room.id,
          creator_id: author.id,
          client_message_id,
          body: body.html,
          attachment_id: upload?.id ?? null,
        },
        trx,
      ),
    ])
    if (!message) return messageSentBefore(trx, room, author, client_message_id)

    const file = upload ? await claimAttachment(trx, message, upload) : null
    const { access_room_id } = room
    const filename = file?.filename
    await indexMessage(trx, { message: { ...message, access_room_id }, body, people, filename })
    await roomType(room.type).posted?.(trx, room, message, body)
    await markUnread(trx, room, message)
    await onPosted.run(trx, message, body)
    afterCommit(trx, () => {
      const shown = { room, people, people_updated_at, attachment: file }
      stream = messageAppended({ message, creator: author, body }, shown)
      broadcast(messagesStream(room), stream)
    })
    return null
  })
  return sentBefore ? messageAppendedAgain(sentBefore, room) : stream
}

async function messageSentBefore(
  trx: Trx,
  room: { id: number },
  author: { id: number },
  client_message_id: string,
) {
  const message = await trx
    .selectFrom("messages")
    .select(["id", "client_message_id", "creator_id"])
    .where("room_id", "=", room.id)
    .where("client_message_id", "=", client_message_id)
    .executeTakeFirstOrThrow()
  if (message.creator_id === author.id) return message
  throw new ValidationError("Not sent: another message has this id. Send it again.")
}

type InsertedMessage = {
  room_id: number
  creator_id: number
  client_message_id: string
  body: string
  attachment_id: number | null
}

/** Inserts a message with the time that `touchRoom` gave its room; nothing when the room is gone. */
const insertMessage = prepared((db, argument: Argument<InsertedMessage>) =>
  db
    .insertInto("messages")
    .columns([
      "room_id",
      "creator_id",
      "client_message_id",
      "body",
      "attachment_id",
      "created_at",
      "updated_at",
    ])
    .expression((from) =>
      from
        .selectFrom("rooms")
        .select((select) => [
          "rooms.id",
          select.val(argument("creator_id")).as("creator_id"),
          select.val(argument("client_message_id")).as("client_message_id"),
          select.val(argument("body")).as("body"),
          select.val(argument("attachment_id")).as("attachment_id"),
          "rooms.updated_at as created_at",
          "rooms.updated_at",
        ])
        .where("rooms.id", "=", argument("room_id"))
        .where("rooms.deleted_at", "is", null),
    )
    .onConflict((conflict) => conflict.columns(["room_id", "client_message_id"]).doNothing())
    .returningAll(),
)
