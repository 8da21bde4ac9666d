import { oneOf } from "../database/database"
import { type Listed, listed } from "../messages/pages"
import { authorMark, roomMark, traitMark } from "../messages/search-marks"
import { reachableRooms } from "../rooms/room"
import { type Match, newestMatches } from "./match"
import { asksNothing, type Query } from "./query"
import { idsOf, type Span, spanOf } from "./range"
import { type Scope, scopeOf } from "./scope"

/** Messages that are shown at once. */
export const MOST = 100

// Of what matches, not all can be seen by whoever asks: so many are looked at together.
const TOGETHER = 300

export type Result = Listed & { room_id: number; created_at: number }

export type Found = {
  /** The newest, oldest first. */
  results: Result[]
  /** The id before which there may be more. */
  more: number | null
  /** Names that the query gives and nobody has. */
  unknown: string[]
}

type Person = { id: number }
type Asked = {
  query: Query
  zone: string /** Only what has a smaller id. */
  below?: number | null
}

const NOTHING: Found = { results: [], more: null, unknown: [] }

/**
 * The newest messages of the rooms that `person` is in now which the query asks for.
 *
 * What that costs depends on what is shown, not on how much there is: an index is read from its end,
 * and as soon as it turns out to hold much that this person may not see, the marks of their rooms
 * are asked for too, so that nothing else comes up.
 */
export async function findMessages(person: Person, asked: Asked): Promise<Found> {
  const { query, zone, below } = asked
  if (asksNothing(query)) return NOTHING
  const scope = await scopeOf(person, query)
  if (scope.unknown.length > 0) return { ...NOTHING, unknown: scope.unknown }

  const span = spanOf(query, zone)
  const ids = await idsOf(span)
  const range = { ...ids, below: Math.min(ids.below, below ?? ids.below) }
  const found = await collect(person, matchOf(query, scope), range, span)
  return {
    results: found.slice(0, MOST).sort(inOrder),
    more: found.length > MOST ? (found[MOST - 1]?.id ?? null) : null,
    unknown: [],
  }
}

function matchOf({ terms, has }: Query, { authors, rooms }: Scope): Match {
  const marks = has.map((trait) => [traitMark(trait)])
  if (authors) marks.push(authors.map(authorMark))
  if (rooms) marks.push(rooms.map(roomMark))
  return { terms, marks }
}

/** @returns newest first, and one more than is shown if there is one */
async function collect(person: Person, match: Match, { from, below }: Range, span: Span) {
  const found: Result[] = []
  let within = match
  let end = below
  for (;;) {
    const ids = await newestMatches(within, { from, below: end }, TOGETHER)
    found.push(...(await reachable(person, ids, span)))
    const last = ids.at(-1)
    if (found.length > MOST || ids.length < TOGETHER || last === undefined) return found

    end = last
    if (within === match) within = await inRoomsOf(person, match)
  }
}

type Range = Parameters<typeof newestMatches>[1]

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
