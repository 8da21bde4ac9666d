import { authorMark, type Listed, listed, roomMark, traitMark } from "../messages/message"
import { type Argument, type Micros, oneOf, prepared } from "../platform/database/database"
import { listedRooms } from "../rooms/room"
import { type Match, matchOf, newestMatches, type Range } from "./match"
import { isEmptyQuery, type Query } from "./query"
import { idsOf, type Span, spanOf } from "./range"
import { type Scope, scopeOf } from "./scope"

/** Results per page. */
export const PAGE = 100

// Matches per query of the index. The user may not see all of them, so the first batch is a little
// more than a page.
const FIRST_BATCH = PAGE + 30
const BATCH = 300

// How many messages with a phrase's words are checked for the phrase, per batch. The first window
// is small, because most phrases are found in it.
const WINDOWS = [500, 1500, 4500]

export type Result = Listed & { room_id: number; created_at: number }

export type Found = {
  /** The newest matches, oldest first. */
  results: Result[]
  /** The id below which older matches may exist; null for none. */
  more: number | null
  /** Whether the search stopped before it had checked all candidates. */
  unfinished: boolean
  /** Names in the query that match no user or room. */
  unknown: string[]
}

type UserRef = { id: number }
type SearchRequest = {
  query: Query
  /** IANA time zone in which the query's dates begin. */
  zone: string
  /** Only messages with a smaller id. */
  below?: number | null
}

const NOTHING: Found = { results: [], more: null, unfinished: false, unknown: [] }

/**
 * The newest messages that match the query, in the user's rooms.
 *
 * The cost depends on the size of the result, not of the index: the index is read from its end.
 * When the first batch does not fill the page, the next ones also match the marks of the user's
 * rooms, so that the index skips messages that the user may not see.
 */
export async function findMessages(
  user: UserRef,
  request: SearchRequest,
  windows = WINDOWS,
): Promise<Found> {
  const { query, zone, below } = request
  if (isEmptyQuery(query)) return NOTHING
  const scope = await scopeOf(user, query)
  if (scope.unknown.length > 0) return { ...NOTHING, unknown: scope.unknown }

  const span = spanOf(query, zone)
  const ids = await idsOf(span)
  const range = { ...ids, below: Math.min(ids.below, below ?? ids.below) }
  const { found, stoppedAt } = await collect(
    user,
    { match: await marked(query, scope), range, span },
    windows,
  )
  const full = found.length > PAGE
  return {
    results: found.slice(0, PAGE).sort(inOrder),
    more: full ? (found[PAGE - 1]?.id ?? null) : stoppedAt,
    unfinished: !full && stoppedAt !== null,
    unknown: [],
  }
}

async function marked({ terms, has }: Query, { authors, rooms }: Scope): Promise<Match> {
  const marks = has.map((trait) => [traitMark(trait)])
  if (authors) marks.push(authors.map(authorMark))
  if (rooms) marks.push(rooms.map(roomMark))
  const { phrases, choices } = await matchOf(terms)
  return { phrases, choices: [...choices, ...marks] }
}

type Search = { match: Match; range: Range; span: Span }

type Collected = {
  /** Newest first, up to one more than a page. */
  found: Result[]
  /** The smallest id that was checked; null when all candidates were. */
  stoppedAt: number | null
}

async function collect(
  user: UserRef,
  { match, range: { from, below }, span }: Search,
  [window = 1, ...widerWindows]: number[],
): Promise<Collected> {
  const found: Result[] = []
  let currentMatch = match
  let end = below
  let batch = FIRST_BATCH
  for (;;) {
    const { ids, stoppedAt } = await newestMatches(
      currentMatch,
      { from, below: end },
      batch,
      window,
    )
    found.push(...(await reachable(user, ids, span)))
    const full = ids.length === batch
    const next = full ? ids.at(-1) : stoppedAt
    if (found.length > PAGE || next === undefined || next === null)
      return { found, stoppedAt: null }

    if (!full) {
      const [nextWindow] = widerWindows.splice(0, 1)
      if (nextWindow === undefined) return { found, stoppedAt: next }
      window = nextWindow
    }
    end = next
    batch = BATCH
    if (currentMatch === match) currentMatch = await inRoomsOf(user, match)
  }
}

async function inRoomsOf(user: UserRef, { phrases, choices }: Match): Promise<Match> {
  const rooms = await listedRooms(user).select("rooms.id").execute()
  return { phrases, choices: [...choices, rooms.map(({ id }) => roomMark(id))] }
}

/** The messages among `ids` in the user's rooms and within the span, newest first. */
const reachable = ({ id }: UserRef, ids: number[], { from, until }: Span): Promise<Result[]> =>
  reachableAmong({ user_id: id, ids: JSON.stringify(ids), from, until })

type Among = { user_id: number; ids: string; from: Micros; until: Micros }

const reachableAmong = prepared((db, argument: Argument<Among>) =>
  listed(db)
    .innerJoin("rooms", "rooms.id", "messages.room_id")
    .innerJoin("memberships as access", "access.room_id", "rooms.access_room_id")
    .where("access.user_id", "=", argument("user_id"))
    .where("rooms.deleted_at", "is", null)
    .where(oneOf("messages.id", argument("ids")))
    .where("messages.created_at", ">=", argument("from"))
    .where("messages.created_at", "<", argument("until"))
    .select(["messages.room_id", "messages.created_at"])
    .orderBy("messages.id", "desc")
    .limit(PAGE + 1),
)

const inOrder = (a: Result, b: Result) => a.created_at - b.created_at || a.id - b.id
