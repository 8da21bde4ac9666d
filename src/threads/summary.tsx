import type { Child } from "hono/jsx"
import { type Message, type MessageSlot, type MessageView, threadPath } from "../messages/message"
import { compileTemplate } from "../platform/cache/compile-template"
import { database, type Micros, type Reader, type Trx } from "../platform/database/database"
import { MAINTAIN_SCROLL, turboStream } from "../platform/http/turbo-stream"
import { Avatar } from "../platform/ui/avatar"
import { domId } from "../platform/ui/dom-id"
import { LocalTime } from "../platform/ui/local-time"
import { avatarPath } from "../users/user"

/** As many faces as still are faces at this size. */
const FACES = 3

type Face = { id: number; name: string; updated_at: Micros }

export type Summary = {
  count: number
  last_at: Micros
  /** Those who answered last, the latest first. */
  faces: Face[]
}

/** Under a message what was answered to it, in short, with the way there. */
export const summarySlot: MessageSlot<Summary> = {
  load: (messages) => summariesOf(messages),
  render: (message, summary) =>
    message.thread_id === null ? <ThreadSummary message={message} summary={summary} /> : null,
  people: true,
}

/** In a message's menu the way to answer it beside the room. */
export const replySlot: MessageSlot<null> = {
  load: async () => new Map<number, null>(),
  render: (message) =>
    message.thread_id === null ? <ReplyInThread path={threadPath(message)} /> : null,
}

const ReplyInThread = compileTemplate<{ path: string }>(({ path }) => (
  <a class="popup__item" href={path} data-turbo-frame="thread" data-action="popup#close">
    Reply in thread
  </a>
))

/** How far the threads of these messages have come, asked once for all of them. */
export async function summariesOf(
  messages: { id: number }[],
  on: Reader | Trx = database(),
): Promise<Map<number, Summary>> {
  if (messages.length === 0) return new Map()
  const ids = messages.map(({ id }) => id)
  const rows = await on
    .selectFrom((from) =>
      from
        .selectFrom("messages")
        .where("thread_id", "in", ids)
        .groupBy(["thread_id", "creator_id"])
        .select(({ fn }) => [
          "thread_id",
          "creator_id",
          fn.countAll<number>().as("count"),
          fn.max("created_at").as("last_at"),
        ])
        .as("said"),
    )
    .innerJoin("users", "users.id", "said.creator_id")
    .select(["said.thread_id", "said.count", "said.last_at"])
    .select(["users.id", "users.name", "users.updated_at"])
    .orderBy("said.last_at", "desc")
    .execute()
  const threads = Map.groupBy(rows, ({ thread_id }) => thread_id ?? 0)
  return new Map([...threads].map(([id, people]) => [id, summaryOf(people)]))
}

function summaryOf(people: (Face & { count: number; last_at: Micros })[]): Summary {
  return {
    count: people.reduce((sum, { count }) => sum + Number(count), 0),
    last_at: people[0]?.last_at ?? 0,
    faces: people.slice(0, FACES).map(({ id, name, updated_at }) => ({ id, name, updated_at })),
  }
}

/** The summary as it now is, on every screen; nothing else of the message moves. */
export async function summaryReplaced(trx: Trx, root: Message) {
  const summary = (await summariesOf([root], trx)).get(root.id)
  const html = String(<ThreadSummary message={root} summary={summary} />)
  return turboStream("replace", summaryId(root), html, MAINTAIN_SCROLL)
}

type Answered = Pick<MessageView, "id" | "room_id" | "client_message_id">

function ThreadSummary({ message, summary }: { message: Answered; summary?: Summary }) {
  return (
    <SummaryPlace id={summaryId(message)}>
      {summary && <SummaryLink message={message} summary={summary} />}
    </SummaryPlace>
  )
}

const SummaryPlace = compileTemplate<{ id: string; children?: Child }>(({ id, children }) => (
  <div id={id} class="thread-summary">
    {children}
  </div>
))

function SummaryLink({ message, summary }: { message: Answered; summary: Summary }) {
  const { count, last_at, faces } = summary
  return (
    <a
      class="thread-summary__link"
      href={threadPath(message)}
      data-turbo-frame="thread"
      data-thread-id={message.id}
      data-unread-threads-target="thread"
    >
      <Faces faces={faces} />
      <strong class="thread-summary__count">{replies(count)}</strong>{" "}
      <span class="thread-summary__last">
        last <LocalTime at={last_at} as="moment" />
      </span>
      <span class="thread-unread">
        <span class="for-screen-reader">unread</span>
      </span>
    </a>
  )
}

/** Those who said something last; whose names they are, their pictures' titles say. */
export function Faces({ faces }: { faces: Face[] }) {
  return (
    <div class="thread-faces">
      {faces.map((face) => (
        <Avatar src={avatarPath(face)} title={face.name} size={24} />
      ))}
    </div>
  )
}

export const replies = (count: number) => `${count} ${count === 1 ? "reply" : "replies"}`

const summaryId = ({ client_message_id }: Pick<Answered, "client_message_id">) =>
  domId("message", client_message_id, "thread_summary")
