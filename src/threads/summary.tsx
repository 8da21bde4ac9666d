import {
  type Message,
  type MessageAction,
  type MessageSlot,
  type MessageView,
  parentMessage,
  threadPath,
} from "../messages/message"
import { signStreamName } from "../platform/cable/cable"
import { database, type Micros, type Reader, type Trx } from "../platform/database/database"
import { MAINTAIN_SCROLL, turboStream } from "../platform/http/turbo-stream"
import { domId } from "../platform/ui/dom-id"
import { Avatar } from "../platform/ui/icon"
import { LocalTime } from "../platform/ui/local-time"
import { messagesStream } from "../rooms/room"
import { avatarPath } from "../users/user"

/** More avatars would be too small to recognize. */
const FACES = 3

type Face = { id: number; name: string; updated_at: Micros }

export type Summary = {
  /** The thread's room. */
  room_id: number
  count: number
  last_at: Micros
  /** The authors of the last replies, latest first. */
  faces: Face[]
}

/** The summary of a thread below its parent message, with a link to it. */
export const summarySlot: MessageSlot<Summary> = {
  load: (messages) => summariesOf(messages),
  render: (message, summary) => <SummaryLink message={message} summary={summary} />,
  people: true,
}

/** The item in a message's menu that opens its thread; a reply has none. */
export const replyAction: MessageAction = {
  selector: ":not(.thread *)",
  applies: async (message) => (await parentMessage(message)) === null,
  render: (message) => (
    <a
      class="popup__item"
      href={threadPath(message)}
      data-turbo-frame="thread"
      data-action="message-menu#close"
    >
      Reply in thread
    </a>
  ),
}

/** Loads the summaries of these messages' threads in one query. */
export async function summariesOf(
  messages: { id: number }[],
  on: Reader | Trx = database(),
): Promise<Map<number, Summary>> {
  if (messages.length === 0) return new Map()
  const ids = messages.map(({ id }) => id)
  const rows = await on
    .selectFrom((from) =>
      from
        .selectFrom("rooms")
        .innerJoin("messages", "messages.room_id", "rooms.id")
        .where("rooms.parent_message_id", "in", ids)
        .groupBy(["rooms.id", "rooms.parent_message_id", "messages.creator_id"])
        .select(({ fn }) => [
          "rooms.id as room_id",
          "rooms.parent_message_id",
          "messages.creator_id",
          fn.countAll<number>().as("count"),
          fn.max("messages.created_at").as("last_at"),
        ])
        .as("replies"),
    )
    .innerJoin("users", "users.id", "replies.creator_id")
    .select(["replies.room_id", "replies.parent_message_id", "replies.count", "replies.last_at"])
    .select(["users.id", "users.name", "users.updated_at"])
    .orderBy("replies.last_at", "desc")
    .execute()
  const threads = Map.groupBy(rows, ({ parent_message_id }) => parent_message_id ?? 0)
  return new Map([...threads].map(([id, people]) => [id, summaryOf(people)]))
}

function summaryOf(
  people: (Face & { room_id: number; count: number; last_at: Micros })[],
): Summary {
  return {
    room_id: people[0]?.room_id ?? 0,
    count: people.reduce((sum, { count }) => sum + Number(count), 0),
    last_at: people[0]?.last_at ?? 0,
    faces: people.slice(0, FACES).map(({ id, name, updated_at }) => ({ id, name, updated_at })),
  }
}

/** Broadcasts the current summary; the rest of the message is not replaced. */
export async function summaryReplaced(on: Reader | Trx, root: Message) {
  const summary = (await summariesOf([root], on)).get(root.id)
  const html = String(<ThreadSummary message={root} summary={summary} />)
  return turboStream("replace", summaryId(root), html, MAINTAIN_SCROLL)
}

type Answered = Pick<MessageView, "id" | "room_id" | "client_message_id">

function ThreadSummary({ message, summary }: { message: Answered; summary?: Summary }) {
  return (
    <div id={summaryId(message)} class="thread-summary">
      {summary && <SummaryLink message={message} summary={summary} />}
    </div>
  )
}

// A panel that was opened before the first reply gets the thread's room and its stream from here.
function SummaryLink({ message, summary }: { message: Answered; summary: Summary }) {
  const { room_id, count, last_at, faces } = summary
  return (
    <a
      class="thread-summary__link"
      href={threadPath(message)}
      data-turbo-frame="thread"
      data-room-id={room_id}
      data-stream={signStreamName(messagesStream({ id: room_id }))}
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

/** The avatars of the last authors; the titles contain their names. */
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
