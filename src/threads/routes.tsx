import { type Context, Hono } from "hono"
import { listKey, messageListFragment, renderMessageList } from "../messages/list/list"
import type { Listed } from "../messages/list/pages"
import { refreshStreams } from "../messages/list/refresh-streams"
import {
  answersSince,
  type Message,
  reachRoomMessage,
  sinceIn,
  threadPages,
  threadPath,
} from "../messages/message"
import { presentationStream, renderQuote } from "../messages/view/message-view"
import { signStreamName } from "../platform/cable/cable"
import { exactMillis } from "../platform/database/database"
import { NotFound } from "../platform/http/errors"
import { typed } from "../platform/http/form"
import { respondWithFragments } from "../platform/http/respond"
import { TURBO_STREAM } from "../platform/http/turbo-stream"
import { rememberRoom } from "../rooms/last-room"
import { roomNotFound } from "../rooms/not-found"
import { messagesStream, type ReachedRoom, reachRoom } from "../rooms/room"
import type { SignedInEnv } from "../sessions/signed-in"
import { rateLimit } from "../users/user"
import { FollowButton } from "./follow-button"
import { ThreadGone, ThreadPanel, type ThreadPanelProps } from "./panel"
import {
  followedThreads,
  involveInThread,
  involvementIn,
  reachRoot,
  type ThreadsCursor,
} from "./thread"
import { ThreadPage } from "./thread-page"
import { ThreadsFrame, ThreadsPage, threadsPath } from "./threads-page"

/** What is answered to a message, beside its room. */
export const threads = new Hono<SignedInEnv>()

threads.get("/rooms/:room_id/messages/:id/thread", async (c) => {
  const room = await reachRoom(c.var.user, c.req.param("room_id"))
  if (!room) return roomNotFound(c)
  const message = await reachRoomMessage(room, c.req.param("id"))
  if (!message) return answerGone(c, room)
  if (message.thread_id !== null)
    return c.redirect(`${threadPath({ id: message.thread_id, room_id: room.id })}?at=${message.id}`)

  const thread = await loadThread(c, room, message, c.req.query("at"))
  if (inFrame(c)) return c.html(<ThreadPanel {...thread} />)
  rememberRoom(c, room)
  const stream = signStreamName(messagesStream(room))
  return c.html(<ThreadPage thread={thread} viewer={c.var.user} stream={stream} />)
})

threads.get("/rooms/:room_id/messages/:id/thread/messages", async (c) => {
  const { room, root } = await theThread(c)
  const list = await page(root, c.req.query("before"), c.req.query("after"))
  if (list.length === 0) return c.body(null, 204)
  return respondWithFragments(c, [await messageListFragment(room, list, c.env.origin)], {
    key: listKey(room, list, c.env.origin),
    until: c.var.freshUntil,
  })
})

threads.get("/rooms/:room_id/messages/:id/thread/refresh", async (c) => {
  const { room, root } = await theThread(c)
  const since = sinceIn(c.req.query("since"))
  const changes = await answersSince(root, since)
  const streams = await refreshStreams(room, changes, c.env.origin, root)
  const reread = root.updated_at > since ? await presentationStream(root) : ""
  return c.body(reread + streams, 200, { "Content-Type": TURBO_STREAM })
})

threads.get("/rooms/:room_id/messages/:id/thread/involvement", async (c) => {
  const { room, root } = await theThread(c)
  if (!inFrame(c)) return c.redirect(threadPath(root))
  const involvement = await involvementIn(room, root, c.var.user)
  const pressed = c.req.query("pressed") !== undefined
  return c.html(<FollowButton root={root} involvement={involvement} pressed={pressed} />)
})

threads.on(["PUT", "PATCH"], "/rooms/:room_id/messages/:id/thread/involvement", async (c) => {
  const { root } = await theThread(c)
  await rateLimit(c.var.user, "involve")
  await involveInThread(root, c.var.user, c.req.query("involvement") ?? typed(c, "involvement"))
  return c.redirect(`${threadPath(root)}/involvement?pressed`, 303)
})

threads.get("/threads", async (c) => {
  const after = cursorIn(c.req.query("before"), c.req.query("unread_before"))
  const list = { ...(await followedThreads(c.var.user, after)), path: threadsPath(after) }
  c.header("Vary", "Turbo-Frame")
  return c.html(
    inFrame(c) ? <ThreadsFrame {...list} /> : <ThreadsPage viewer={c.var.user} {...list} />,
  )
})

async function loadThread(
  c: Context<SignedInEnv>,
  room: ReachedRoom,
  root: Message,
  at?: string,
): Promise<ThreadPanelProps> {
  const answer = at === undefined ? null : await reachRoomMessage(room, at)
  const sought = answer?.thread_id === root.id ? answer : null
  // Taken before the answers are read: what comes meanwhile is asked for again, and not missed.
  const loadedAt = exactMillis(room.updated_at)
  const list = sought ? await threadPages.around(root, sought) : await threadPages.newest(root)
  const [answers, quote, involvement] = await Promise.all([
    renderMessageList(room, list, c.env.origin),
    renderQuote(root, room.display_name),
    involvementIn(room, root, c.var.user),
  ])
  return {
    room,
    root,
    viewer: c.var.user,
    involvement,
    quote,
    answers: answers.map(({ html }) => html).join(""),
    loadedAt,
    sought: at === undefined ? undefined : (sought?.id ?? 0),
  }
}

async function answerGone(c: Context<SignedInEnv>, room: ReachedRoom) {
  if (!inFrame(c)) throw new NotFound()
  return c.html(<ThreadGone room={room} />, 404)
}

type InThread = Context<SignedInEnv, "/rooms/:room_id/messages/:id">

async function theThread(c: InThread) {
  const room = await reachRoom(c.var.user, c.req.param("room_id"))
  const root = room && (await reachRoot(room, c.req.param("id")))
  if (!room || !root) throw new NotFound()
  return { room, root }
}

async function page(root: Message, before?: string, after?: string): Promise<Listed[]> {
  if (before !== undefined) return threadPages.before(root, await anchor(root, before))
  if (after !== undefined) return threadPages.after(root, await anchor(root, after))
  return threadPages.newest(root)
}

async function anchor(root: Message, id: string) {
  const message = await reachRoomMessage({ id: root.room_id }, id)
  if (message?.thread_id !== root.id) throw new NotFound()
  return message
}

function cursorIn(read?: string, unread?: string): ThreadsCursor | null {
  const at = /^\d{1,16}$/.exec(unread ?? read ?? "")?.[0]
  return at === undefined ? null : { at: Number(at), unread: unread !== undefined }
}

const inFrame = (c: Context<SignedInEnv>) => c.req.header("turbo-frame") !== undefined
