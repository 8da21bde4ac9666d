import { SQL } from "bun"
import { log } from "../../logger"

// All in milliseconds. No query of ours needs this long, and the client has given up by then.
const STATEMENT_TIMEOUT = 30_000
// A writer holds a lock for milliseconds. A writer that waits longer fails and frees its connection.
const LOCK_TIMEOUT = 5_000
// Frees the locks of a process that stopped in the middle of a transaction.
const IDLE_TRANSACTION_TIMEOUT = 30_000

// While a migration waits for the lock of a table, all later queries of that table wait as well.
const MIGRATION_LOCK_TIMEOUT = 30_000

const SECONDS_TO_CONNECT = 10
const SECONDS_TO_CLOSE = 10

const closed = new WeakSet<SQL>()

/** Opens its connections at the first query, and again after they were lost. */
export const openPool = (databaseUrl: string, max: number, { readonly = false } = {}) =>
  connect(databaseUrl, max, {
    statement_timeout: STATEMENT_TIMEOUT,
    lock_timeout: LOCK_TIMEOUT,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT,
    default_transaction_read_only: readonly,
  })

/** One connection without a `statement_timeout`, because a migration may rewrite a large table. */
export const openMigrationPool = (databaseUrl: string) =>
  connect(databaseUrl, 1, { statement_timeout: 0, lock_timeout: MIGRATION_LOCK_TIMEOUT })

function connect(databaseUrl: string, max: number, settings: Record<string, number | boolean>) {
  const pool: SQL = new SQL(databaseUrl, {
    adapter: "postgres",
    max,
    connectionTimeout: SECONDS_TO_CONNECT,
    connection: { application_name: "hearth", ...settings },
    onclose(error) {
      if (closed.has(pool)) return
      log.warn({ reason: error?.message }, "PostgreSQL closed a connection")
    },
  })
  return pool
}

/** Waits for running queries. */
export function closePool(pool: SQL) {
  closed.add(pool)
  return pool.close({ timeout: SECONDS_TO_CLOSE })
}
