import { sql } from "kysely"
import { mentionedIn, readBody } from "../messages/message"
import { database, type Micros } from "../platform/database/database"
import { namesOf } from "../rooms/room"
import { followedBy } from "./following"
import { type Summary, summariesOf } from "./summary"

/** Threads a page. */
const PAGE = 50

/** The cursor of a page: the last reply's time of the thread before it, and whether that is unread. */
export type ThreadsCursor = { at: Micros; unread: boolean }

/** A followed thread, with the start of its parent message. */
export type FollowedThread = {
  id: number
  room: { id: number; name: string }
  author: { id: number; name: string; updated_at: Micros }
  words: string
  unread: boolean
  /** The oldest unread reply, else the latest. */
  next_id: number
  summary: Summary
}

/**
 * The threads that `person` follows and may enter: unread ones first, then by the last reply.
 *
 * @param after the cursor, null for the first page
 * @returns the threads, and the next page's cursor if there is one
 */
export async function followedThreads(
  person: { id: number },
  after: ThreadsCursor | null,
): Promise<{ threads: FollowedThread[]; older: ThreadsCursor | null }> {
  const rows = await followed(person, after)
  const page = rows.slice(0, PAGE).map((row) => ({ ...row, words: readBody(row.body) }))
  const [summaries, names, named] = await Promise.all([
    summariesOf(page),
    namesOf(page.map(({ thread_id, root_room_id }) => thread(thread_id, root_room_id))),
    mentionedIn(
      database(),
      page.map(({ words }) => words),
    ),
  ])
  const threads = page.flatMap((row) => {
    const summary = summaries.get(row.id)
    if (!summary) return []
    const { id, thread_id, room_id, author_id, author_name, author_updated_at } = row
    const name = names.get(thread_id)?.ownName(person) ?? ""
    return {
      id,
      room: { id: room_id, name },
      author: { id: author_id, name: author_name, updated_at: author_updated_at },
      words: row.words.text(named),
      unread: row.unread_at !== null,
      next_id: row.next_id ?? row.last_id,
      summary,
    }
  })
  const last = rows.length > PAGE ? page.at(-1) : undefined
  return { threads, older: last ? { at: last.last_at, unread: last.unread_at !== null } : null }
}

const thread = (id: number, root_room_id: number | null) =>
  ({ id, type: "thread", name: null, root_room_id }) as const

/** Finds the threads of the page first: what else a row shows is read for those only. */
function followed(person: { id: number }, after: ThreadsCursor | null) {
  return database()
    .selectFrom(onPage(person, after).as("threads"))
    .innerJoin("rooms", "rooms.id", "threads.thread_id")
    .innerJoin("messages as roots", "roots.id", "rooms.parent_message_id")
    .innerJoin("users", "users.id", "roots.creator_id")
    .select(["roots.id", "roots.body", "roots.room_id", "threads.unread_at", "threads.last_at"])
    .select(["threads.thread_id", "rooms.root_room_id"])
    .select([
      "users.id as author_id",
      "users.name as author_name",
      "users.updated_at as author_updated_at",
    ])
    .select((row) => [
      row
        .selectFrom("messages as last")
        .whereRef("last.room_id", "=", "threads.thread_id")
        .orderBy("last.created_at", "desc")
        .orderBy("last.id", "desc")
        .limit(1)
        .select("last.id")
        .as("last_id"),
      row
        .selectFrom("messages as next")
        .whereRef("next.room_id", "=", "threads.thread_id")
        .whereRef("next.created_at", ">=", "threads.unread_at")
        .orderBy("next.created_at")
        .orderBy("next.id")
        .limit(1)
        .select("next.id")
        .as("next_id"),
    ])
    .$narrowType<{ last_id: number }>()
    .orderBy(unreadFirst)
    .orderBy("threads.last_at", "desc")
    .execute()
}

function onPage(person: { id: number }, after: ThreadsCursor | null) {
  const threads = followedBy(person)
    .innerJoin("messages as roots", "roots.id", "rooms.parent_message_id")
    .select(["rooms.id as thread_id", "memberships.unread_at"])
    .select((row) =>
      row
        .selectFrom("messages as last")
        .whereRef("last.room_id", "=", "rooms.id")
        .select(({ fn }) => fn.max("last.created_at").as("at"))
        .as("last_at"),
    )
  let answered = database()
    .selectFrom(threads.as("threads"))
    .selectAll()
    .$narrowType<{ last_at: Micros }>()
    .where("last_at", "is not", null)
  if (after?.unread)
    answered = answered.where(({ or, eb }) =>
      or([eb("unread_at", "is", null), eb("last_at", "<", after.at)]),
    )
  else if (after) answered = answered.where("last_at", "<", after.at).where("unread_at", "is", null)
  return answered
    .orderBy(unreadFirst)
    .orderBy("last_at", "desc")
    .limit(PAGE + 1)
}

const unreadFirst = sql`case when threads.unread_at is null then 1 else 0 end`
