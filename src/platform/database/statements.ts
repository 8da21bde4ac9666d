import type { Database, Statement } from "bun:sqlite"

const MOST = 500
const kept = new WeakMap<Database, Map<string, Statement>>()

/** The prepared statement for `sql`; the least recently used ones give way. */
export function statement(sqlite: Database, sql: string): Statement {
  const statements = statementsOf(sqlite)
  let found = statements.get(sql)
  if (found) {
    statements.delete(sql)
  } else {
    found = sqlite.prepare(sql)
    for (const [oldest, unused] of statements) {
      if (statements.size < MOST) break
      statements.delete(oldest)
      unused.finalize()
    }
  }
  statements.set(sql, found)
  return found
}

/** SQLite can't close while statements are open. */
export function closeWithStatements(sqlite: Database) {
  for (const unused of statementsOf(sqlite).values()) unused.finalize()
  kept.delete(sqlite)
  sqlite.close(true)
}

function statementsOf(sqlite: Database) {
  let statements = kept.get(sqlite)
  if (!statements) {
    statements = new Map()
    kept.set(sqlite, statements)
  }
  return statements
}
