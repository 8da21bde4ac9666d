import { type RawBuilder, sql } from "kysely"
import { database, dialect } from "../platform/database/database"

/** What an entry of the index has to hold. */
export type Match = {
  /** Each of these: a word, or several side by side. */
  terms: string[][]
  /** One mark of each of these. */
  marks: string[][]
}

/** Ids of messages, from the first of these up to, but not including, the second. */
export type Range = { from: number; below: number }

export type Matches = {
  /** Newest first. */
  ids: number[]
  /** The id from which on all were looked at, if there are older ones to look at. */
  stoppedAt: number | null
}

/**
 * The newest `most` messages in `range` that match, whoever may see them. Without anything to match,
 * all do.
 *
 * Both databases read an index from its end, or only what is rarer; neither looks at all that there
 * is of a common word. Where words are to stand side by side, each may be common and yet nothing be
 * found however far one looks: then it ends after `window` messages that have them anywhere, or
 * where the index knows more of them, a fixed number of times as many.
 */
export async function newestMatches(
  match: Match,
  range: Range,
  most: number,
  window: number,
): Promise<Matches> {
  const { terms, marks } = match
  if (marks.some((some) => some.length === 0)) return { ids: [], stoppedAt: null }
  if (terms.length + marks.length === 0) return { ids: await newest(range, most), stoppedAt: null }
  if (terms.every((term) => term.length === 1))
    return { ids: await matching(match, range, most), stoppedAt: null }
  return dialect() === "sqlite"
    ? phrasesInSqlite(match, range, most, window)
    : phrasesInPostgres(match, range, most, window)
}

async function newest({ from, below }: Range, most: number) {
  const { rows } = await sql<{ id: number }>`select id from messages
    where id >= ${from} and id < ${below} order by id desc limit ${most}`.execute(database())
  return rows.map(({ id }) => id)
}

async function matching(match: Match, { from, below }: Range, most: number, skipped = 0) {
  const { rows } = await sql<{ id: number }>`select rowid as id from search_entries
    where ${condition(match)} and rowid >= ${from} and rowid < ${below}
    order by rowid desc limit ${most} offset ${skipped}`.execute(database())
  return rows.map(({ id }) => id)
}

// Its index knows where words stand: so much more is looked at in the same time.
const SQLITE_TIMES = 20

async function phrasesInSqlite(match: Match, range: Range, most: number, window: number) {
  const [stop = null] = await matching(apart(match), range, 1, SQLITE_TIMES * window - 1)
  const ids = await matching(match, { ...range, from: stop ?? range.from }, most)
  return { ids, stoppedAt: stop }
}

// Its index doesn't know: each message that has the words is fetched, and its words are looked at.
async function phrasesInPostgres(match: Match, range: Range, most: number, window: number) {
  const { from, below } = range
  const { rows } = await sql<{ id: number; fits: boolean }>`
    with looked as materialized (
      select rowid, ${condition(match)} as fits from search_entries
      where ${condition(apart(match))} and rowid >= ${from} and rowid < ${below}
      order by rowid desc limit ${window})
    (select rowid as id, fits from looked where fits order by rowid desc limit ${most})
    union all
    select min(rowid), false from looked having count(*) = ${window}`.execute(database())
  return {
    ids: rows.filter(({ fits }) => fits).map(({ id }) => id),
    stoppedAt: rows.find(({ fits }) => !fits)?.id ?? null,
  }
}

/** The same words, wherever they stand. */
const apart = ({ terms, marks }: Match): Match => ({
  terms: [...new Set(terms.flat())].map((word) => [word]),
  marks,
})

// Words hold letters and digits, and marks besides these their sign: none needs to be escaped.
function condition({ terms, marks }: Match): RawBuilder<boolean> {
  if (dialect() === "sqlite") {
    const words = terms.map((term) => `"${term.join(" ")}"`)
    const oneOfEach = marks.map((some) =>
      anyOf(
        some.map((mark) => `"${mark}"`),
        "OR",
      ),
    )
    return sql`search_entries match ${[...words, ...oneOfEach].join(" AND ")}`
  }
  const words = terms.map((term) => sql`phraseto_tsquery('hearth', ${term.join(" ")})`)
  const oneOfEach = marks.map(
    (some) =>
      sql`${anyOf(
        some.map((mark) => `'${mark}'`),
        "|",
      )}::tsquery`,
  )
  return sql`document @@ (${sql.join([...words, ...oneOfEach], sql` && `)})`
}

// Halved again and again: in a row, each nests in the one before it, and of many thousands
// PostgreSQL's stack runs over, and SQLite copies all of them for each.
function anyOf(choices: string[], or: string): string {
  const [only] = choices
  if (choices.length === 1 && only !== undefined) return only
  const half = choices.length >> 1
  return `(${anyOf(choices.slice(0, half), or)} ${or} ${anyOf(choices.slice(half), or)})`
}
