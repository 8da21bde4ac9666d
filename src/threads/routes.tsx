import { type Context, Hono } from "hono"
import {
  answerRoomGone,
  appearanceStreams,
  createMessage,
  type Listed,
  listKey,
  type Message,
  messageListFragment,
  messagesAfter,
  messagesAround,
  messagesBefore,
  newestMessages,
  parentMessage,
  presentationStream,
  reachRoomMessage,
  refresh,
  refreshQuestion,
  renderMessageList,
  renderQuote,
  streamFile,
  threadPath,
  withRoomToPostIn,
} from "../messages/message"
import { signStreamName } from "../platform/cable/cable"
import { database, exactMillis } from "../platform/database/database"
import { NotFound, ValidationError } from "../platform/http/errors"
import { typed } from "../platform/http/form"
import { respondWithFragments } from "../platform/http/respond"
import { TURBO_STREAM } from "../platform/http/turbo-stream"
import {
  involve,
  messagesStream,
  type ReachedRoom,
  reachRoom,
  rememberRoom,
  roomNotFound,
} from "../rooms/room"
import type { SignedInEnv } from "../sessions/session"
import { rateLimit } from "../users/user"
import { FollowButton } from "./follow-button"
import { ThreadGone, ThreadPanel, type ThreadPanelProps } from "./panel"
import { summaryReplaced } from "./summary"
import {
  followedThreads,
  involvementIn,
  reachThread,
  startThread,
  type ThreadsCursor,
} from "./thread"
import { ThreadPage } from "./thread-page"
import { ThreadsFrame, ThreadsPage, threadsPath } from "./threads-page"

/** The thread of a message, next to its room. */
export const threads = new Hono<SignedInEnv>()

threads.get("/rooms/:room_id/messages/:id/thread", async (c) => {
  const room = await reachRoom(c.var.user, c.req.param("room_id"))
  if (!room) return roomNotFound(c)
  const message = await reachRoomMessage(room, c.req.param("id"))
  if (!message) return answerGone(c, room)
  const parent = await parentMessage(message)
  if (parent) return c.redirect(`${threadPath(parent)}?at=${message.id}`)

  const thread = await loadThread(c, room, message, c.req.query("at"))
  if (inFrame(c)) return c.html(<ThreadPanel {...thread} />)
  rememberRoom(c, room)
  const stream = signStreamName(messagesStream(room))
  return c.html(<ThreadPage thread={thread} viewer={c.var.user} stream={stream} />)
})

threads.get("/rooms/:room_id/messages/:id/thread/messages", async (c) => {
  const { thread } = await loadFromPath(c)
  const list = thread ? await page(thread, c.req.query("before"), c.req.query("after")) : []
  if (!thread || list.length === 0) return c.body(null, 204)
  return respondWithFragments(c, [await messageListFragment(thread, list)], {
    key: listKey(thread, list),
  })
})

threads.post("/rooms/:room_id/messages/:id/thread/messages", streamFile)

const replies = new Hono<SignedInEnv>()
replies.onError(answerRoomGone)

replies.post("/rooms/:room_id/messages/:id/thread/messages", withRoomToPostIn, async (c) => {
  const parent = await reachRoomMessage(c.var.room, c.req.param("id"))
  if (!parent || (await parentMessage(parent)))
    throw new ValidationError(
      "The message that you reply to was deleted. Post your reply in the room.",
      {},
      404,
    )
  const thread = await startThread(c.var.user, parent)
  return createMessage(c, thread, threadPath(parent))
})

threads.route("/", replies)

threads.get("/rooms/:room_id/messages/:id/thread/refresh", async (c) => {
  const { room, thread, root } = await loadFromPath(c)
  const question = refreshQuestion(c.req.query())
  const streams = thread ? await refresh(thread, question) : ""
  const reread = root.updated_at > question.since ? await rootStreams(root) : ""
  const appearance = await appearanceStreams(room, question)
  return c.body(reread + streams + appearance, 200, { "Content-Type": TURBO_STREAM })
})

threads.get("/rooms/:room_id/messages/:id/thread/involvement", async (c) => {
  const { room, thread, root } = await loadFromPath(c)
  if (!inFrame(c)) return c.redirect(threadPath(root))
  const involvement = involvementIn(thread, room, root, c.var.user)
  const pressed = c.req.query("pressed") !== undefined
  return c.html(<FollowButton root={root} involvement={involvement} pressed={pressed} />)
})

threads.on(["PUT", "PATCH"], "/rooms/:room_id/messages/:id/thread/involvement", async (c) => {
  const { root } = await loadFromPath(c)
  await rateLimit(c.var.user, "involve")
  const thread = await startThread(c.var.user, root)
  await involve(thread, c.req.query("involvement") ?? typed(c, "involvement"))
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
  const thread = await reachThread(c.var.user, root)
  const sought = thread && at !== undefined ? await reachRoomMessage(thread, at) : null
  // Taken before the query: the next refresh repeats later replies instead of missing them.
  const loadedAt = exactMillis(room.updated_at)
  const [answers, quote] = await Promise.all([
    thread ? renderMessageList(thread, await listAt(thread, sought)) : [],
    renderQuote(root, room),
  ])
  return {
    room,
    root,
    thread,
    viewer: c.var.user,
    involvement: involvementIn(thread, room, root, c.var.user),
    quote,
    answers: answers.map(({ html }) => html).join(""),
    loadedAt,
    peopleAt: exactMillis(c.get("people_updated_at")),
    sought: at === undefined ? undefined : (sought?.id ?? 0),
  }
}

/** A panel that missed the first reply gets the thread's room from the summary. */
async function rootStreams(root: Message) {
  const [presentation, summary] = await Promise.all([
    presentationStream(root),
    summaryReplaced(database(), root),
  ])
  return presentation + summary
}

async function answerGone(c: Context<SignedInEnv>, room: ReachedRoom) {
  if (!inFrame(c)) throw new NotFound()
  return c.html(<ThreadGone room={room} />, 404)
}

type InThread = Context<SignedInEnv, "/rooms/:room_id/messages/:id">

/** A reply has no thread of its own. */
async function loadFromPath(c: InThread) {
  const room = await reachRoom(c.var.user, c.req.param("room_id"))
  const root = room && (await reachRoomMessage(room, c.req.param("id")))
  if (!room || !root || (await parentMessage(root))) throw new NotFound()
  return { room, root, thread: await reachThread(c.var.user, root) }
}

const listAt = (thread: ReachedRoom, sought: Message | null) =>
  sought ? messagesAround(thread, sought) : newestMessages(thread)

async function page(thread: ReachedRoom, before?: string, after?: string): Promise<Listed[]> {
  if (before !== undefined) return messagesBefore(thread, await anchor(thread, before))
  if (after !== undefined) return messagesAfter(thread, await anchor(thread, after))
  return newestMessages(thread)
}

async function anchor(thread: ReachedRoom, id: string) {
  const message = await reachRoomMessage(thread, id)
  if (!message) throw new NotFound()
  return message
}

function cursorIn(read?: string, unread?: string): ThreadsCursor | null {
  const at = /^\d{1,16}$/.exec(unread ?? read ?? "")?.[0]
  return at === undefined ? null : { at: Number(at), unread: unread !== undefined }
}

const inFrame = (c: Context<SignedInEnv>) => c.req.header("turbo-frame") !== undefined
