import { type Listed, listed } from "../messages/list/pages"
import { authorMark, roomMark, traitMark } from "../messages/search-index/search-marks"
import { oneOf } from "../platform/database/database"
import { reachableRooms } from "../rooms/room"
import { type Match, newestMatches, type Range } from "./match"
import { isEmptyQuery, type Query } from "./query"
import { idsOf, type Span, spanOf } from "./range"
import { type Scope, scopeOf } from "./scope"

/** Messages that are shown at once. */
export const MOST = 100

// Of what matches, not all can be seen by whoever asks: so many are looked at together.
const TOGETHER = 300

/**
 * So many messages that have a phrase's words are looked at for the phrase: few at first, for most
 * phrases are found among them.
 */
const WINDOWS = [500, 1500, 4500]

export type Result = Listed & { room_id: number; created_at: number }

export type Found = {
  /** The newest, oldest first. */
  results: Result[]
  /** The id before which there may be more. */
  more: number | null
  /** Whether there may be more only because the search did not look at all that there is. */
  unfinished: boolean
  /** Names that the query gives and nobody has. */
  unknown: string[]
}

type Person = { id: number }
type Asked = {
  query: Query
  zone: string /** Only what has a smaller id. */
  below?: number | null
}

const NOTHING: Found = { results: [], more: null, unfinished: false, unknown: [] }

/**
 * The newest messages of the rooms that `person` is in now which the query asks for.
 *
 * What that costs depends on what is shown, not on how much there is: an index is read from its end,
 * and as soon as it turns out to hold much that this person may not see, the marks of their rooms
 * are asked for too, so that nothing else comes up.
 */
export async function findMessages(
  person: Person,
  asked: Asked,
  windows = WINDOWS,
): Promise<Found> {
  const { query, zone, below } = asked
  if (isEmptyQuery(query)) return NOTHING
  const scope = await scopeOf(person, query)
  if (scope.unknown.length > 0) return { ...NOTHING, unknown: scope.unknown }

  const span = spanOf(query, zone)
  const ids = await idsOf(span)
  const range = { ...ids, below: Math.min(ids.below, below ?? ids.below) }
  const { found, stoppedAt } = await collect(
    person,
    { match: matchOf(query, scope), range, span },
    windows,
  )
  const full = found.length > MOST
  return {
    results: found.slice(0, MOST).sort(inOrder),
    more: full ? (found[MOST - 1]?.id ?? null) : stoppedAt,
    unfinished: !full && stoppedAt !== null,
    unknown: [],
  }
}

function matchOf({ terms, has }: Query, { authors, rooms }: Scope): Match {
  const marks = has.map((trait) => [traitMark(trait)])
  if (authors) marks.push(authors.map(authorMark))
  if (rooms) marks.push(rooms.map(roomMark))
  return { terms, marks }
}

type Search = { match: Match; range: Range; span: Span }

/** What there is, newest first, and one more than is shown if there is one. */
type Collected = {
  found: Result[]
  /** The id from which on it was looked for, if that is not from the first. */
  stoppedAt: number | null
}

async function collect(
  person: Person,
  { match, range: { from, below }, span }: Search,
  [window = 1, ...wider]: number[],
): Promise<Collected> {
  const found: Result[] = []
  let within = match
  let end = below
  for (;;) {
    const { ids, stoppedAt } = await newestMatches(within, { from, below: end }, TOGETHER, window)
    found.push(...(await reachable(person, ids, span)))
    const full = ids.length === TOGETHER
    const next = full ? ids.at(-1) : stoppedAt
    if (found.length > MOST || next === undefined || next === null)
      return { found, stoppedAt: null }

    if (!full) {
      const [wide] = wider.splice(0, 1)
      if (wide === undefined) return { found, stoppedAt: next }
      window = wide
    }
    end = next
    if (within === match) within = await inRoomsOf(person, match)
  }
}

async function inRoomsOf(person: Person, { terms, marks }: Match): Promise<Match> {
  const rooms = await reachableRooms(person).select("rooms.id").execute()
  return { terms, marks: [...marks, rooms.map(({ id }) => roomMark(id))] }
}

/** Those in a room of this person and of that time, newest first. */
function reachable(person: Person, ids: number[], { from, until }: Span): Promise<Result[]> {
  return listed()
    .innerJoin("memberships", "memberships.room_id", "messages.room_id")
    .where("memberships.user_id", "=", person.id)
    .where(oneOf("messages.id", JSON.stringify(ids)))
    .where("messages.created_at", ">=", from)
    .where("messages.created_at", "<", until)
    .select(["messages.room_id", "messages.created_at"])
    .orderBy("messages.id", "desc")
    .limit(MOST + 1)
    .execute()
}

const inOrder = (a: Result, b: Result) => a.created_at - b.created_at || a.id - b.id
