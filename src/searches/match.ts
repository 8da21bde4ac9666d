import { type RawBuilder, sql } from "kysely"
import { database, dialect } from "../database/database"

/** What an entry of the index has to hold. */
export type Match = {
  /** Each of these: a word, or several side by side. */
  terms: string[][]
  /** One mark of each of these. */
  marks: string[][]
}

/** Ids of messages, from the first of these up to, but not including, the second. */
export type Range = { from: number; below: number }

/**
 * The newest `most` messages in `range` that match, whoever may see them, newest first. Without
 * anything to match, all do.
 *
 * Both databases read an index from its end, or only what is rarer; neither looks at all that there
 * is of a common word. The exception are words of which each is common, asked for side by side, and
 * which nowhere stand so: then all messages that have them are looked at.
 */
export async function newestMatches(match: Match, { from, below }: Range, most: number) {
  const { terms, marks } = match
  if (marks.some((some) => some.length === 0)) return []
  const everything = terms.length + marks.length === 0
  const { rows } = await (everything
    ? sql<{ id: number }>`select id from messages
        where id >= ${from} and id < ${below} order by id desc limit ${most}`
    : sql<{ id: number }>`select rowid as id from search_entries
        where ${condition(match)} and rowid >= ${from} and rowid < ${below}
        order by rowid desc limit ${most}`
  ).execute(database())
  return rows.map(({ id }) => id)
}

// Words hold letters and digits, and marks besides these their sign: none needs to be escaped.
function condition({ terms, marks }: Match): RawBuilder<boolean> {
  if (dialect() === "sqlite") {
    const words = terms.map((term) => `"${term.join(" ")}"`)
    const oneOfEach = marks.map((some) => `(${some.map((mark) => `"${mark}"`).join(" OR ")})`)
    return sql`search_entries match ${[...words, ...oneOfEach].join(" AND ")}`
  }
  const words = terms.map((term) => sql`phraseto_tsquery('hearth', ${term.join(" ")})`)
  const oneOfEach = marks.map(
    (some) => sql`${some.map((mark) => `'${mark}'`).join(" | ")}::tsquery`,
  )
  return sql`document @@ (${sql.join([...words, ...oneOfEach], sql` && `)})`
}
