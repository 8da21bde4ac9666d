import { type Context, Hono } from "hono"
import { database } from "../../platform/database/database"
import { parse, typed } from "../../platform/http/form"
import { TURBO_STREAM } from "../../platform/http/turbo-stream"
import { peopleIn, type ReachedRoom } from "../../rooms/room"
import type { SignedInEnv } from "../../sessions/session"
import { rateLimit } from "../../users/user"
import { mentionedIn } from "../body/mentions"
import { readBody } from "../body/message-body"
import { bodyForEditor } from "../body/presentation"
import { EditForm } from "../forms"
import {
  editMessage,
  type Message,
  parseMessageBody,
  type RoomMessageEnv,
  removeMessage,
  requireAuthor,
  withRoomMessage,
} from "../message"
import { loadMessageView, messageRemoved } from "../view/message-view"
import { EditFrame, type EditorProps, EditPage } from "./edit-page"

export const edits = new Hono<SignedInEnv>()

edits.get("/rooms/:room_id/messages/:id/edit", withRoomMessage, requireAuthor, async (c) => {
  const { message } = c.var
  const content = await contentFor(c)
  c.header("Vary", "Turbo-Frame")
  return c.html(renderEditor(c, { message, ...content }))
})

edits.on(
  ["PUT", "PATCH"],
  "/rooms/:room_id/messages/:id",
  withRoomMessage,
  requireAuthor,
  async (c) => {
    const { room, message } = c.var
    const content = { ...(await contentFor(c)), body: typed(c, "message[body]") }
    c.set("renderForm", (refused) => renderEditor(c, { message, ...content, refused }))
    const { message: draft } = parse(c, EditForm)
    await rateLimit(c.var.user, "edit")
    const body = parseMessageBody(draft.body, "saved", { before: message.body })
    await editMessage(room, c.var.user, message, body)
    return c.redirect(`/rooms/${room.id}/messages/${message.id}`, 303)
  },
)

edits.delete("/rooms/:room_id/messages/:id", withRoomMessage, requireAuthor, async (c) => {
  const { message } = c.var
  await rateLimit(c.var.user, "edit")
  await removeMessage(message)
  return c.body(messageRemoved(message), 200, { "Content-Type": TURBO_STREAM })
})

/** What the editor shows: the text to edit, or the file, which can't be edited. */
async function contentFor(c: Context<RoomMessageEnv>) {
  const { room, message, user } = c.var
  const answered = await hasReplies(message)
  if (message.attachment_id === null) return { answered, body: await editable(room, message) }
  return {
    answered,
    shown: await loadMessageView(database(), message, user, room),
  }
}

async function editable(room: ReachedRoom, message: Message) {
  const body = readBody(message.body)
  const people = await mentionedIn(database(), [body])
  const everyone = body.mentionsEveryone ? await peopleIn({ room_id: room.access_room_id }) : []
  return bodyForEditor(body, people, everyone.length)
}

async function hasReplies(message: Message) {
  const reply = await database()
    .selectFrom("rooms")
    .innerJoin("messages", "messages.room_id", "rooms.id")
    .where("rooms.parent_message_id", "=", message.id)
    .select("messages.id")
    .limit(1)
    .executeTakeFirst()
  return reply !== undefined
}

function renderEditor(c: Context<RoomMessageEnv>, editor: EditorProps): string {
  return c.req.header("turbo-frame")
    ? String(<EditFrame {...editor} />)
    : String(<EditPage {...editor} room={c.var.room} viewer={c.var.user} />)
}
