import { broadcast } from "../../platform/cable/cable"
import { afterCommit, type Trx, transaction } from "../../platform/database/database"
import { messagesStream, touchRoom } from "../../rooms/room"
import { namesEveryone } from "../body/mentioned"
import { refuseEveryone } from "../body/mentionees"
import { reindexMessage } from "../search-index/search-entry"
import type { Message } from "../table"
import type { Author } from "../view/message-item"
import { loadMessageView, messagePresentationReplaced } from "../view/message-view"
import { keepVersion } from "./versions"

type Room = { id: number; display_name: string }

/**
 * Replaces what `message` says and keeps what it said before. Only the text changes on screens: what
 * others do around it stays.
 *
 * @throws {Refused} when the editor mentions everyone anew, and may not
 */
export async function editMessage(
  room: Room,
  editor: { id: number },
  { id }: Pick<Message, "id">,
  body: string,
) {
  await transaction(async (trx) => {
    const time = await touchRoom(trx, room)
    // Read after the touch, which puts those who edit at the same time in a line.
    const message = await findMessage(trx, id)
    if (!message || message.body === body) return
    if (!namesEveryone(message.body))
      await refuseEveryone(trx, { author: editor, room_id: room.id, body })
    await keepVersion(trx, message, editor, time)
    const edited = await trx
      .updateTable("messages")
      .set({ body, edited_at: time, updated_at: time })
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await reindexMessage(trx, edited)
    const creator = await authorOf(trx, edited)
    const replaced = messagePresentationReplaced(
      await loadMessageView(trx, edited, creator, room.display_name),
    )
    afterCommit(trx, () => broadcast(messagesStream(room), replaced))
  })
}

const findMessage = (trx: Trx, id: number) =>
  trx.selectFrom("messages").selectAll().where("id", "=", id).executeTakeFirst()

function authorOf(trx: Trx, message: Message): Promise<Author> {
  return trx
    .selectFrom("users")
    .select(["id", "name", "bio", "updated_at"])
    .where("id", "=", message.creator_id)
    .executeTakeFirstOrThrow()
}
