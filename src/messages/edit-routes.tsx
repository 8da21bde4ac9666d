import { type Context, Hono } from "hono"
import { database } from "../database/database"
import { peopleIn } from "../rooms/direct-people"
import type { ReachedRoom } from "../rooms/room"
import type { PersonEnv } from "../sessions/person"
import { parse, typed } from "../web/form"
import { TURBO_STREAM } from "../web/turbo-stream"
import { type ShownAttachment, shownAttachments } from "./attachments/attachment"
import { bodyForEditor } from "./body-attachments"
import { ownMessage } from "./door"
import { EditFrame, EditPage } from "./edit-page"
import { EditForm } from "./forms"
import { mentionedIn, namesEveryone } from "./mentioned"
import { editMessage, type Message, readDraft, removeMessage } from "./message"
import { messageRemoved } from "./showing"

/** What is done with a message that was said already. */
export const edits = new Hono<PersonEnv>()

edits.get("/rooms/:room_id/messages/:id/edit", async (c) => {
  const { room, message } = await ownMessage(c)
  const body = message.attachment_id === null ? await editable(room, message) : ""
  c.header("Vary", "Turbo-Frame")
  return c.html(drawEditor(c, room, message, body, { attachment: await attachmentIn(message) }))
})

edits.on(["PUT", "PATCH"], "/rooms/:room_id/messages/:id", async (c) => {
  const { room, message } = await ownMessage(c)
  const typedBody = typed(c, "message[body]") ?? ""
  const attachment = await attachmentIn(message)
  c.set("redraw", (refused) => drawEditor(c, room, message, typedBody, { attachment, refused }))
  const { message: draft } = parse(c, EditForm)
  await editMessage(room, c.var.user, message, readDraft(draft.body, "saved"))
  return c.redirect(`/rooms/${room.id}/messages/${message.id}`, 303)
})

edits.delete("/rooms/:room_id/messages/:id", async (c) => {
  const { message } = await ownMessage(c)
  await removeMessage(message)
  return c.body(messageRemoved(message), 200, { "Content-Type": TURBO_STREAM })
})

async function editable(room: ReachedRoom, { body }: Message) {
  const people = await mentionedIn(database(), [body])
  const everyone = namesEveryone(body) ? await peopleIn({ room_id: room.id }) : []
  return bodyForEditor(body, people, everyone.length)
}

async function attachmentIn({ attachment_id }: Message) {
  if (attachment_id === null) return null
  return (await shownAttachments(database(), [attachment_id])).get(attachment_id) ?? null
}

function drawEditor(
  c: Context<PersonEnv>,
  room: ReachedRoom,
  message: Message,
  body: string,
  more: { attachment: ShownAttachment | null; refused?: { message: string } },
): string {
  const editor = { message, body, ...more }
  return c.req.header("turbo-frame")
    ? String(<EditFrame {...editor} />)
    : String(<EditPage {...editor} room={room} viewer={c.var.user} />)
}
