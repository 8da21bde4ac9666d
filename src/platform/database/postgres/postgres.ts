import { migrate } from "../migrate"
import type { Store } from "../store"
import { kyselyWithoutTransactions, kyselyWithTransactions } from "./bun-postgres-dialect"
import { closePool, openMigrationPool, openPool } from "./pool"
import { readRows, runQuery } from "./run-query"
import { Transactions } from "./transactions"

// The number of connections. Transactions wait for row locks, and the statement that stores a
// presence waits for posts, so readers have connections of their own and never wait for either.
const READING = 6
const WRITING = 8
const TRANSIENT = 2

/** @param databaseUrl may have the parameters that Bun's client knows, such as `sslmode` */
export async function openPostgres(databaseUrl: string): Promise<Store> {
  const pools = {
    reading: openPool(databaseUrl, READING, { readonly: true }),
    writing: openPool(databaseUrl, WRITING),
    transient: openPool(databaseUrl, TRANSIENT),
  }
  const reader = kyselyWithoutTransactions(pools.reading)
  const transient = kyselyWithoutTransactions(pools.transient)
  const transactions = new Transactions(pools.writing)

  return {
    dialect: "postgres",
    reader,
    reading: reader,
    // Its tables are UNLOGGED, so a commit that wrote only to them does not wait for an fsync.
    transient,
    transaction: (work) => transactions.run(work),
    async rows(on, sql, parameters) {
      if (on === reader) return readRows(pools.reading, sql, parameters)
      if (on === transient) return (await runQuery(pools.transient, sql, parameters)).rows
      return (await transactions.of(on).query(sql, parameters)).rows
    },
    async awaitAtCommit(trx, statement) {
      transactions.of(trx).awaitAtCommit(statement)
    },
    version: () => null,
    migrate: () => migrateWithoutTimeout(databaseUrl),
    async close() {
      await Promise.all(Object.values(pools).map(closePool))
    },
  }
}

async function migrateWithoutTimeout(databaseUrl: string) {
  const pool = openMigrationPool(databaseUrl)
  try {
    await migrate(kyselyWithTransactions(pool), "postgres")
  } finally {
    await closePool(pool)
  }
}
