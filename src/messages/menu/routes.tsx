import { Hono } from "hono"
import { database } from "../../platform/database/database"
import type { SignedInEnv } from "../../sessions/session"
import { mayChange, type User } from "../../users/user"
import { loadAttachmentViews } from "../attachments/attachment-view"
import { withRoomMessage } from "../middleware"
import type { Message } from "../table"
import { renderQuote } from "../view/message-view"
import { messageActions } from "./actions"
import { EditItem } from "./message-menu"
import { DownloadItem, OptionsPage } from "./options-page"

export const options = new Hono<SignedInEnv>()

options.get("/rooms/:room_id/messages/:id/options", withRoomMessage, async (c) => {
  const { room, message, user } = c.var
  return c.html(
    <OptionsPage
      room={room}
      viewer={user}
      permalink={`/rooms/${message.room_id}/@${message.id}`}
      quote={await renderQuote(message, room)}
    >
      {await otherItems("first", message, user)}
      {await ownItems(message, user)}
      {await otherItems("last", message, user)}
    </OptionsPage>,
  )
})

/** Without those that need scripts: "Reply" and "Share"; the link to copy is that of the time. */
async function ownItems(message: Message, user: Pick<User, "id" | "role">) {
  const { attachment_id } = message
  const file =
    attachment_id === null
      ? undefined
      : (await loadAttachmentViews(database(), [attachment_id])).get(attachment_id)
  return (
    <>
      {file && <DownloadItem {...file} />}
      {mayChange(user, message) && <EditItem {...message} />}
    </>
  )
}

function otherItems(
  place: Parameters<typeof messageActions>[0],
  message: Message,
  viewer: { id: number },
) {
  return Promise.all(
    messageActions(place).map(async ({ applies, render, renderFor }) => {
      if (applies && !(await applies(message))) return null
      return renderFor ? renderFor(message, viewer) : render(message)
    }),
  )
}
