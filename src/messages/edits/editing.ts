import { database, type Trx, transaction } from "../../platform/database/database"
import { type Room, touchRoom } from "../../rooms/room"
import type { User } from "../../users/user"
import { loadAttachmentViews } from "../attachments/attachment-view"
import { mentionedIn, refuseEveryone } from "../body/mentions"
import { type MessageBody, readBody } from "../body/message-body"
import { reindexMessage } from "../search-index/search-entry"
import type { Message } from "../table"
import { broadcastPresentation } from "../view/broadcast-presentation"
import { keepVersion } from "./versions"

/**
 * Replaces the body of `message` and keeps the previous version. Pages replace only the text:
 * boosts, pins and threads stay.
 *
 * @throws {ValidationError} when the edit adds a mention of everyone, and the editor may not mention
 *   everyone
 * @throws {RoomGone}
 */
export async function editMessage(
  room: Pick<Room, "id" | "root_room_id" | "access_room_id">,
  editor: Pick<User, "id" | "role">,
  message: Pick<Message, "id" | "room_id" | "attachment_id">,
  body: MessageBody,
) {
  const people = await mentionedIn(database(), [body])
  const filename = await filenameOf(message)
  const edited = await transaction(async (trx) => {
    const time = await touchRoom(trx, room)
    // Read after the touch, whose lock serializes edits.
    const before = await findMessage(trx, message.id)
    if (!before || before.body === body.html) return false
    if (body.mentionsEveryone && !readBody(before.body).mentionsEveryone)
      await refuseEveryone(editor, room, body, trx)
    await keepVersion(trx, before, editor, time)
    await trx
      .updateTable("messages")
      .set({ body: body.html, edited_at: time, updated_at: time })
      .where("id", "=", before.id)
      .execute()
    await reindexMessage(trx, {
      message: { ...before, access_room_id: room.access_room_id },
      body,
      people,
      filename,
    })
    return true
  })
  if (edited) await broadcastPresentation(message)
}

const findMessage = (trx: Trx, id: number) =>
  trx.selectFrom("messages").selectAll().where("id", "=", id).executeTakeFirst()

async function filenameOf({ attachment_id }: Pick<Message, "attachment_id">) {
  if (attachment_id === null) return undefined
  return (await loadAttachmentViews(database(), [attachment_id])).get(attachment_id)?.filename
}
