import { CompiledQuery, Kysely, PostgresDialect } from "kysely"
import { Pool, types } from "pg"
import { log } from "../logger"
import { migrate } from "./migrate"
import type { Tables } from "./schema"
import { collectAfterCommit, type Reader, runAfterCommit, type Store, type Trx } from "./store"

const INT8 = 20
const SERIALIZATION_FAILURE = "40001"
const DEADLOCK = "40P01"
const ATTEMPTS = 5

// Ids and microseconds are below 2^53, so bigint columns are parsed as numbers, as in SQLite.
types.setTypeParser(INT8, Number)

export async function openPostgres(databaseUrl: string): Promise<Store> {
  const pool = openPool(databaseUrl)
  const reader = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const isTransaction = (on: Reader): on is Trx => on !== reader

  return {
    dialect: "postgres",
    reader,
    reading: reader,
    // Its tables are UNLOGGED, and a commit that wrote nothing else waits for no fsync.
    transient: reader,
    transaction: (work) => transact(reader, work),
    async rows(on, sql, parameters) {
      const result = await (isTransaction(on) ? on : reader).executeQuery(compiled(sql, parameters))
      return result.rows
    },
    version: () => null,
    migrate: () => migrate(reader, "postgres"),
    close: () => reader.destroy(),
  }
}

/**
 * The error handlers survive a restart of the database: running queries fail, and the next query
 * opens a new connection. An unhandled `error` event would end the process.
 */
function openPool(connectionString: string) {
  const pool = new Pool({ connectionString, max: 10 })
  pool.on("connect", (client) => {
    client.on("error", ({ message }) =>
      log.warn({ reason: message }, "PostgreSQL closed a connection"),
    )
  })
  pool.on("error", () => {})
  return pool
}

/** Retries a transaction after a deadlock or a serialization failure. */
async function transact<T>(reader: Kysely<Tables>, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let callbacks: (() => void)[] = []
    try {
      const result = await reader.transaction().execute((trx) => {
        callbacks = collectAfterCommit(trx)
        return work(trx)
      })
      runAfterCommit(callbacks)
      return result
    } catch (error) {
      if (attempt === ATTEMPTS || !isConflict(error)) throw error
      await Bun.sleep(Math.random() * 10 * attempt)
    }
  }
}

function isConflict(error: unknown) {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  return code === SERIALIZATION_FAILURE || code === DEADLOCK
}

function compiled(sql: string, parameters: readonly unknown[]): CompiledQuery<unknown> {
  return CompiledQuery.raw(sql, [...parameters])
}
