import { Database } from "bun:sqlite"
import { dirname, join } from "node:path"
import type { Parameter, RecordedStatement } from "./recorded-post"

/** The values that differ from post to post. */
export type Post = {
  client_message_id: string
  body: string
  /** The plain text for the search index. */
  text: string
  /** Microseconds since the epoch. */
  time: number
}

/** Prepares the recorded statements. The returned function runs them once, outside a transaction. */
export function prepareReplay(statements: RecordedStatement[], sqlite: Database) {
  const prepared = statements.map(({ sql, ...rest }) => ({
    ...rest,
    statement: sqlite.prepare<{ id: number }, (string | number | null)[]>(sql),
  }))
  return (post: Post) => {
    let id = 0
    for (const { statement, parameters, givesId } of prepared) {
      const rows = statement.all(
        ...parameters.map((parameter) => fillParameter(parameter, post, id)),
      )
      if (givesId) id = rows[0]?.id ?? 0
    }
  }
}

export function fillParameter(parameter: Parameter, post: Post, id: number) {
  switch (parameter.is) {
    case "constant":
      return parameter.value
    case "client message id":
      return post.client_message_id
    case "body":
      return post.body
    case "text":
      return post.text
    case "id":
      return id
    case "time":
      return post.time + parameter.offset
  }
}

/** A connection with the settings of Hearth's writer, which sees the transient tables, too. */
export function openLikeHearth(path: string) {
  const sqlite = new Database(path, { readwrite: true, strict: true })
  for (const pragma of [
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "foreign_keys = ON",
    "synchronous = FULL",
    "journal_size_limit = 67108864",
    "mmap_size = 134217728",
    "cache_size = -8000",
    "temp_store = MEMORY",
  ]) {
    sqlite.exec(`PRAGMA ${pragma}`)
  }
  sqlite.run("ATTACH DATABASE ? AS transient", [join(dirname(path), "transient.sqlite3")])
  return sqlite
}
