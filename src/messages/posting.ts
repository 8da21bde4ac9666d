import { broadcast } from "../platform/cable/cable"
import {
  type Argument,
  afterCommit,
  database,
  type Micros,
  prepared,
  type Trx,
  transaction,
} from "../platform/database/database"
import { claimUpload, dropUpload } from "../platform/files/file"
import { hooks } from "../platform/hooks"
import { ValidationError } from "../platform/http/errors"
import { markUnread, messagesStream, touchRoom } from "../rooms/room"
import { enqueueAnalysis } from "./attachments/attachment"
import { fileGone } from "./attachments/uploaded-attachment"
import { refuseEveryone } from "./body/mentionees"
import { indexMessage } from "./search-index/search-entry"
import type { Message } from "./table"
import type { Author } from "./view/message-item"
import { loadMessageView, messageAppended, messageAppendedAgain } from "./view/message-view"

type Room = { id: number; display_name: string }
type Draft = {
  client_message_id: string
  body: string
  /** An upload of the author's (`attachmentOf`), which becomes the message's. */
  attachment_id?: number | null
  /** The message that this one answers in its thread. */
  thread_id?: number | null
}

/** Runs in the transaction that stores a message, mostly to enqueue a job. */
export const onPosted = hooks<[trx: Trx, message: Message]>()

/**
 * Says `draft` in `room`. The message, its search entry, the room's touch, every unread mark and
 * the jobs that follow are one transaction; once it is durable, every screen hears of it.
 *
 * Sending the same draft again, as browsers do that got no answer, gives the message that is there.
 *
 * @param origin the one under which the author sees Hearth, for absolute links
 * @returns the Turbo Stream that everybody in the room gets too
 * @throws {RoomGone} when the room was removed after the page was drawn
 * @throws {ValidationError} when somebody else's message has this `client_message_id`, when the author
 *   mentions everyone and may not, or when what is answered is gone
 */
export async function postMessage(room: Room, creator: Author, draft: Draft, origin: string) {
  const said = await transaction(async (trx) => {
    const time = await touchRoom(trx, room)
    if (draft.thread_id) await findRoot(trx, room, draft.thread_id)
    const [posted] = await insertMessage(
      {
        attachment_id: null,
        thread_id: null,
        ...draft,
        room_id: room.id,
        creator_id: creator.id,
        time,
      },
      trx,
    )
    if (!posted) {
      if (draft.attachment_id) await dropUpload(trx, draft.attachment_id)
      return messageSentBefore(trx, room, creator, draft)
    }

    if (posted.attachment_id !== null) {
      if (!(await claimUpload(trx, posted.attachment_id, creator))) throw fileGone()
      await enqueueAnalysis(trx, posted)
    }
    await refuseEveryone(trx, { author: creator, room_id: room.id, body: posted.body })
    await indexMessage(trx, posted)
    if (posted.thread_id === null) await markUnread(trx, posted)
    await onPosted.run(trx, posted)
    const shown = await loadMessageView(trx, posted, creator, room.display_name)
    const appended = messageAppended(shown, origin)
    afterCommit(trx, () => broadcast(messagesStream(room), appended))
    return appended
  })
  if (typeof said === "string") return said

  // Not in the transaction: what stands on the message is read apart from it, and on PostgreSQL all
  // connections may be held by those who wait for this room.
  const shown = await loadMessageView(database(), said, creator, room.display_name)
  return messageAppendedAgain(shown, origin)
}

// The room is touched, so whoever would remove it waits. Answers have no threads of their own.
async function findRoot(trx: Trx, room: { id: number }, thread_id: number) {
  const root = await trx
    .selectFrom("messages")
    .select("id")
    .where("id", "=", thread_id)
    .where("room_id", "=", room.id)
    .where("thread_id", "is", null)
    .executeTakeFirst()
  if (!root)
    throw new ValidationError("Not sent: the message that you answer was deleted.", {}, 404)
}

async function messageSentBefore(trx: Trx, room: Room, creator: Author, draft: Draft) {
  const message = await trx
    .selectFrom("messages")
    .selectAll()
    .where("room_id", "=", room.id)
    .where("client_message_id", "=", draft.client_message_id)
    .executeTakeFirstOrThrow()
  if (message.creator_id === creator.id) return message
  throw new ValidationError("Not sent: another message has this id. Send it again.")
}

const insertMessage = prepared(
  (
    db,
    argument: Argument<{
      room_id: number
      creator_id: number
      client_message_id: string
      body: string
      attachment_id: number | null
      thread_id: number | null
      time: Micros
    }>,
  ) =>
    db
      .insertInto("messages")
      .values({
        room_id: argument("room_id"),
        creator_id: argument("creator_id"),
        client_message_id: argument("client_message_id"),
        body: argument("body"),
        attachment_id: argument("attachment_id"),
        thread_id: argument("thread_id"),
        created_at: argument("time"),
        updated_at: argument("time"),
      })
      .onConflict((conflict) => conflict.columns(["room_id", "client_message_id"]).doNothing())
      .returningAll(),
)
