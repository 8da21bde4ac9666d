import type { Database, Statement } from "bun:sqlite"

const MAX_STATEMENTS = 500

type Cached = { statement: Statement; lastUsed: number }

const cache = new WeakMap<Database, Map<string, Cached>>()
let uses = 0

/** The prepared statement for `sql`, cached; the least recently used ones are evicted. */
export function statement(sqlite: Database, sql: string): Statement {
  const statements = statementsOf(sqlite)
  const found = statements.get(sql)
  if (found) {
    found.lastUsed = ++uses
    return found.statement
  }
  if (statements.size >= MAX_STATEMENTS) evictHalf(statements)
  const added = sqlite.prepare(sql)
  statements.set(sql, { statement: added, lastUsed: ++uses })
  return added
}

function evictHalf(statements: Map<string, Cached>) {
  const oldestFirst = [...statements].sort(([, a], [, b]) => a.lastUsed - b.lastUsed)
  for (const [sql, { statement }] of oldestFirst.slice(0, MAX_STATEMENTS / 2)) {
    statements.delete(sql)
    statement.finalize()
  }
}

/** Finalizes the cached statements first, because SQLite can't close with open statements. */
export function closeWithStatements(sqlite: Database) {
  for (const { statement } of statementsOf(sqlite).values()) statement.finalize()
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
