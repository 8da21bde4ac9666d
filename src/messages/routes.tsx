import { type Context, Hono } from "hono"
import { NotFound } from "../platform/http/errors"
import { respondWithFragments } from "../platform/http/respond"
import { TURBO_STREAM } from "../platform/http/turbo-stream"
import {
  type ReachedRoom,
  rememberRoom,
  roomNotFound,
  roomType,
  withRoom,
  withRoomOr,
} from "../rooms/room"
import type { SignedInEnv } from "../sessions/session"
import { answerRoomGone, createMessage, streamFile, withRoomToPostIn } from "./create-message"
import { EditedFrame } from "./edits/edit-page"
import { messageListFragment, messageLists, renderMessageList } from "./list/list"
import { oneMessage } from "./list/pages"
import { refreshQuestion } from "./list/refresh"
import { appearanceStreams, refresh } from "./list/refresh-streams"
import { respondWithRoomPage, type View } from "./list/room-view"
import {
  type Message,
  messagesAfter,
  messagesAround,
  messagesBefore,
  newestMessages,
  parentMessage,
  reachRoomMessage,
  withRoomMessage,
} from "./message"
import { messagesJson } from "./view/json"

export const messages = new Hono<SignedInEnv>()

messages.get("/rooms/:room_id", withRoomOr(roomNotFound), async (c) => {
  const room = c.get("room")
  const path = await roomType(room.type).pagePath?.(room)
  if (path) return c.redirect(path)
  rememberRoom(c, room)
  return respondWithRoomPage(c, newest(room))
})

messages.get("/rooms/:room_id/:permalink{@.+}", withRoomOr(roomNotFound), async (c) => {
  const { room } = c.var
  const message = await reachRoomMessage(room, c.req.param("permalink").slice(1))
  const path = await roomType(room.type).pagePath?.(room, message?.id)
  if (path) return c.redirect(path)
  rememberRoom(c, room)
  return respondWithRoomPage(c, message ? await viewOf(room, message) : newest(room))
})

messages.get("/rooms/:room_id/messages", withRoom, async (c) => {
  const { room, roomState, freshUntil: until, people_updated_at } = c.var
  const { name, list } = await page(room, c.req.query("before"), c.req.query("after"))
  c.header("Vary", "Accept")
  if (wantsJson(c)) {
    const ids = (await list()).map(({ id }) => id)
    return c.json(await messagesJson(ids, c.env.origin))
  }
  const key = `${room.id} ${name} ${room.updated_at} ${people_updated_at} ${room.display_name}`
  const fragment = await messageLists.load(key, async () => messageListFragment(room, await list()))
  if (fragment.byteLength === 0) return c.body(null, 204)
  return respondWithFragments(c, [fragment], { key, state: roomState.key, until })
})

messages.get("/rooms/:room_id/refresh", withRoom, async (c) => {
  const question = refreshQuestion(c.req.query())
  const streams = await refresh(c.var.room, question)
  const appearance = await appearanceStreams(c.var.room, question)
  return c.body(streams + appearance, 200, { "Content-Type": TURBO_STREAM })
})

const ROOM_MESSAGES = "/rooms/:room_id/messages"

messages.post(ROOM_MESSAGES, streamFile)

const posting = new Hono<SignedInEnv>()

posting.onError(answerRoomGone)

posting.post(ROOM_MESSAGES, withRoomToPostIn, (c) =>
  createMessage(c, c.var.room, `/rooms/${c.var.room.id}`),
)

messages.route("/", posting)

messages.get("/rooms/:room_id/messages/:id", withRoomMessage, async (c) => {
  const { room, message } = c.var
  c.header("Vary", "Accept, Turbo-Frame")
  if (wantsJson(c)) return c.json((await messagesJson([message.id], c.env.origin))[0] ?? null)
  const [fragment] = await renderMessageList(room, await oneMessage(message))
  const html = fragment?.html ?? ""
  return c.html(c.req.header("turbo-frame") ? <EditedFrame message={message} html={html} /> : html)
})

/** API clients send this header; browsers request pages. */
const wantsJson = <E extends SignedInEnv>(c: Context<E>) =>
  c.req.header("accept")?.includes("application/json") ?? false

const newest = (room: ReachedRoom): View => ({
  name: "newest",
  list: () => newestMessages(room),
})

const around = (room: ReachedRoom, message: Message): View => ({
  name: `around ${message.id}`,
  list: () => messagesAround(room, message),
})

/** A thread's reply opens its thread next to the room, which shows the page around the parent. */
async function viewOf(room: ReachedRoom, message: Message): Promise<View> {
  const root = message.room_id === room.id ? null : await parentMessage(message)
  if (!root) return around(room, message)
  return { ...around(room, root), thread: { root, answer: message } }
}

async function page(room: ReachedRoom, before?: string, after?: string): Promise<View> {
  if (before !== undefined) {
    const message = await anchor(room, before)
    return { name: `before ${message.id}`, list: () => messagesBefore(room, message) }
  }
  if (after !== undefined) {
    const message = await anchor(room, after)
    return { name: `after ${message.id}`, list: () => messagesAfter(room, message) }
  }
  return newest(room)
}

async function anchor(room: ReachedRoom, id: string) {
  const message = await reachRoomMessage(room, id)
  if (!message) throw new NotFound()
  return message
}
