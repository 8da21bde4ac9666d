import type { Database, Statement } from "bun:sqlite"

const MAX_STATEMENTS = 500
const cache = new WeakMap<Database, Map<string, Statement>>()

/** The prepared statement for `sql`, cached; the least recently used ones are evicted. */
export function statement(sqlite: Database, sql: string): Statement {
  const statements = statementsOf(sqlite)
  let found = statements.get(sql)
  if (found) {
    statements.delete(sql)
  } else {
    found = sqlite.prepare(sql)
    for (const [oldest, unused] of statements) {
      if (statements.size < MAX_STATEMENTS) break
      statements.delete(oldest)
      unused.finalize()
    }
  }
  statements.set(sql, found)
  return found
}

/** Finalizes the cached statements first, because SQLite can't close with open statements. */
export function closeWithStatements(sqlite: Database) {
  for (const unused of statementsOf(sqlite).values()) unused.finalize()
  cache.delete(sqlite)
  sqlite.close(true)
}

function statementsOf(sqlite: Database) {
  let statements = cache.get(sqlite)
  if (!statements) {
    statements = new Map()
    cache.set(sqlite, statements)
  }
  return statements
}
