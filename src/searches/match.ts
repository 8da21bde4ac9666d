import { type RawBuilder, sql } from "kysely"
import { PART, stemTokens, type Term } from "../messages/message"
import { dialect, selectRaw } from "../platform/database/database"

/** The condition on an entry of the index. */
export type Match = {
  /** Tokens that have to stand side by side. */
  phrases: string[][]
  /** One token of each list has to occur; one with a `*` also as the beginning of another. */
  choices: string[][]
}

/** The condition that a message has all `terms`. */
export async function matchOf(terms: Term[]): Promise<Match> {
  const phrases = terms.flatMap((term) => ("phrase" in term ? [term.phrase] : []))
  const choices = terms.map((term) => ("phrase" in term ? null : tokensFor(term)))
  return { phrases, choices: (await Promise.all(choices)).filter((some) => some !== null) }
}

async function tokensFor({ stem, beginning }: Exclude<Term, { phrase: string[] }>) {
  const tokens = stemTokens(stem)
  if (beginning === null) return tokens
  return [...new Set([...tokens, ...(await tokensBeginning([beginning, PART + beginning]))])]
}

const MOST_LISTED = 64

/**
 * SQLite reads all messages of all words with a beginning before it returns the newest; of a list of
 * words it reads only the newest. A long list takes as long, and is seldom of frequent words.
 */
async function tokensBeginning(starts: string[]): Promise<string[]> {
  if (dialect() !== "sqlite") return starts.map((start) => `${start}*`)
  const lists = sql.join(starts.map(listed), sql` union all `)
  const rows = await selectRaw(sql<{ start: string; term: string }>`${lists}`)
  const terms = Map.groupBy(rows, ({ start }) => start)
  return [...terms].flatMap(([start, some]) =>
    some.length > MOST_LISTED ? [`${start}*`] : some.map(({ term }) => term),
  )
}

function listed(start: string) {
  const end = `${start}\u{10FFFF}`
  return sql`select ${start} as start, term from (with recursive found (term) as (
      select (select term from search_entries_tokens where term >= ${start} and term < ${end} limit 1)
      union all
      select (select term from search_entries_tokens
        where term >= found.term || char(1) and term < ${end} limit 1)
      from found where found.term is not null
    ) select term from found where term is not null limit ${MOST_LISTED + 1})`
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
  const { phrases, choices } = match
  if (choices.some((tokens) => tokens.length === 0)) return { ids: [], stoppedAt: null }
  if (phrases.length + choices.length === 0)
    return { ids: await newest(range, limit), stoppedAt: null }
  if (phrases.every((phrase) => phrase.length === 1))
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
const withoutPhrases = ({ phrases, choices }: Match): Match => ({
  phrases: [...new Set(phrases.flat())].map((word) => [word]),
  choices,
})

// A token has no quote and no backslash, so nothing needs to be escaped.
function condition({ phrases, choices }: Match): RawBuilder<boolean> {
  if (dialect() === "sqlite") {
    const terms = [
      ...phrases.map((words) => `"${words.join(" ")}"`),
      ...choices.map((tokens) => anyOf(tokens.map(sqliteToken), "OR")),
    ]
    return sql`search_entries match ${terms.join(" AND ")}`
  }
  const terms = [
    ...phrases.map((words) => `(${words.map(postgresToken).join(" <-> ")})`),
    ...choices.map((tokens) => anyOf(tokens.map(postgresToken), "|")),
  ]
  return sql`document @@ ${terms.join(" & ")}::text::tsquery`
}

const sqliteToken = (token: string) =>
  token.endsWith("*") ? `"${token.slice(0, -1)}" *` : `"${token}"`
const postgresToken = (token: string) =>
  token.endsWith("*") ? `'${token.slice(0, -1)}':*` : `'${token}'`

// Nests the expression as a balanced tree. A flat list of thousands nests as deeply as it is long:
// PostgreSQL's parser overflows its stack, and SQLite's takes quadratic time.
function anyOf(choices: string[], or: string): string {
  const [only] = choices
  if (choices.length === 1 && only !== undefined) return only
  const half = choices.length >> 1
  return `(${anyOf(choices.slice(0, half), or)} ${or} ${anyOf(choices.slice(half), or)})`
}
