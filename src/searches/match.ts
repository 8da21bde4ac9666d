import { type RawBuilder, sql } from "kysely"
import { dialect, selectRaw } from "../platform/database/database"

/** The condition on an entry of the index: all terms, and one mark of each list. */
export type Match = {
  /** Each is a word or the words of a phrase. */
  terms: string[][]
  marks: string[][]
}

/** Message ids from `from` inclusive to `below` exclusive. */
export type Range = { from: number; below: number }

export type Matches = {
  /** Newest first. */
  ids: number[]
  /** The smallest id that was checked; null when all of the range was. */
  stoppedAt: number | null
}

/**
 * The newest `limit` messages in `range` that match, without authorization. An empty match matches
 * all.
 *
 * Both databases read the index from its end and stop at `limit`. A phrase of common words can be
 * rare, so a search for a phrase checks at most `window` messages that contain its words. SQLite's
 * index stores word positions and checks `SQLITE_FACTOR` times as many.
 */
export async function newestMatches(
  match: Match,
  range: Range,
  limit: number,
  window: number,
): Promise<Matches> {
  const { terms, marks } = match
  if (marks.some((choices) => choices.length === 0)) return { ids: [], stoppedAt: null }
  if (terms.length + marks.length === 0) return { ids: await newest(range, limit), stoppedAt: null }
  if (terms.every((term) => term.length === 1))
    return { ids: await matching(match, range, limit), stoppedAt: null }
  return dialect() === "sqlite"
    ? phrasesInSqlite(match, range, limit, window)
    : phrasesInPostgres(match, range, limit, window)
}

async function newest({ from, below }: Range, limit: number) {
  const rows = await selectRaw(sql<{ id: number }>`select id from messages
    where id >= ${from} and id < ${below} order by id desc limit ${limit}`)
  return rows.map(({ id }) => id)
}

async function matching(match: Match, { from, below }: Range, limit: number, offset = 0) {
  const rows = await selectRaw(sql<{ id: number }>`select rowid as id from search_entries
    where ${condition(match)} and rowid >= ${from} and rowid < ${below}
    order by rowid desc limit ${limit} offset ${offset}`)
  return rows.map(({ id }) => id)
}

// SQLite's index stores word positions, so it checks this many times more messages in the same
// time.
const SQLITE_FACTOR = 20

async function phrasesInSqlite(match: Match, range: Range, limit: number, window: number) {
  const [stop = null] = await matching(withoutPhrases(match), range, 1, SQLITE_FACTOR * window - 1)
  const ids = await matching(match, { ...range, from: stop ?? range.from }, limit)
  return { ids, stoppedAt: stop }
}

// PostgreSQL's index has no positions: it fetches each message that has the words and checks it.
async function phrasesInPostgres(match: Match, range: Range, limit: number, window: number) {
  const { from, below } = range
  const rows = await selectRaw(sql<{ id: number; matches: boolean }>`
    with candidates as materialized (
      select rowid, ${condition(match)} as matches from search_entries
      where ${condition(withoutPhrases(match))} and rowid >= ${from} and rowid < ${below}
      order by rowid desc limit ${window})
    (select rowid as id, matches from candidates where matches order by rowid desc limit ${limit})
    union all
    select min(rowid), false from candidates having count(*) = ${window}`)
  return {
    ids: rows.filter(({ matches }) => matches).map(({ id }) => id),
    stoppedAt: rows.find(({ matches }) => !matches)?.id ?? null,
  }
}

/** The same words in any position. */
const withoutPhrases = ({ terms, marks }: Match): Match => ({
  terms: [...new Set(terms.flat())].map((word) => [word]),
  marks,
})

// Words and marks consist of letters, digits and the mark's sign, so nothing needs to be escaped.
function condition({ terms, marks }: Match): RawBuilder<boolean> {
  if (dialect() === "sqlite") {
    const words = terms.map((term) => `"${term.join(" ")}"`)
    const oneOfEach = marks.map((choices) =>
      anyOf(
        choices.map((mark) => `"${mark}"`),
        "OR",
      ),
    )
    return sql`search_entries match ${[...words, ...oneOfEach].join(" AND ")}`
  }
  const words = terms.map((term) => sql`phraseto_tsquery('hearth', ${term.join(" ")})`)
  const oneOfEach = marks.map(
    (choices) =>
      sql`${anyOf(
        choices.map((mark) => `'${mark}'`),
        "|",
      )}::tsquery`,
  )
  return sql`document @@ (${sql.join([...words, ...oneOfEach], sql` && `)})`
}

// Nests the expression as a balanced tree. A flat list of thousands nests as deeply as it is long:
// PostgreSQL's parser overflows its stack, and SQLite's takes quadratic time.
function anyOf(choices: string[], or: string): string {
  const [only] = choices
  if (choices.length === 1 && only !== undefined) return only
  const half = choices.length >> 1
  return `(${anyOf(choices.slice(0, half), or)} ${or} ${anyOf(choices.slice(half), or)})`
}
