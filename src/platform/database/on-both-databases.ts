import { afterAll, beforeAll, beforeEach, describe } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "kysely"
import { freshPostgres } from "../../../test/support/postgres"
import { configureStore, openStore, type Store, store, type Trx } from "./database"

/** Milliseconds to start the tests' PostgreSQL, also on a busy machine. */
const START_TIMEOUT = 60_000

/**
 * Runs the same tests on SQLite and on PostgreSQL, each test on empty tables.
 *
 * @param declareTests the tests use the process's database (`database()`)
 */
export function onBothDatabases(name: string, declareTests: () => void) {
  describe.each(["sqlite", "postgres"] as const)(`${name}, on %s`, (dialect) => {
    const folder = mkdtempSync(join(tmpdir(), "hearth-database-"))
    let opened: Store

    beforeAll(async () => {
      opened = await openStore(folder, dialect === "postgres" ? await freshPostgres() : null)
      await opened.migrate()
    }, START_TIMEOUT)
    beforeEach(async () => {
      configureStore(opened)
      await emptyTables()
    })
    afterAll(async () => {
      configureStore(undefined)
      await opened.close()
      rmSync(folder, { recursive: true, force: true })
    })

    declareTests()
  })
}

async function emptyTables() {
  const { dialect, reading, transaction, transient } = store()
  const tables = await reading.introspection.getTables()
  const names = tables
    .map(({ name }) => name)
    .filter((name) => !name.startsWith("kysely_") && !/^search_entries_/.test(name))

  await transaction(async (trx) => {
    if (dialect === "postgres") {
      await sql`truncate ${sql.join(names.map((name) => sql.table(name)))} restart identity cascade`.execute(
        trx,
      )
    } else {
      await sql`pragma defer_foreign_keys = on`.execute(trx)
      const guards = await triggers(trx)
      for (const guard of guards) await sql`drop trigger ${sql.id(guard.name)}`.execute(trx)
      for (const name of names) await sql`delete from ${sql.table(name)}`.execute(trx)
      for (const guard of guards) await sql.raw(guard.sql).execute(trx)
    }
  })
  if (dialect === "sqlite")
    for (const { name } of await transient.introspection.getTables())
      await sql`delete from ${sql.table(name)}`.execute(transient)
}

// Triggers prevent deletes from append-only tables, so they are dropped and created again.
async function triggers(trx: Trx) {
  const { rows } = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master where type = 'trigger'`.execute(trx)
  return rows
}
