import { afterAll, beforeAll, beforeEach, describe } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "kysely"
import { freshPostgres } from "../../../test/support/postgres"
import { configureStore, openStore, type Store, store, type Trx } from "./database"

/** Milliseconds within which a PostgreSQL of the tests' own is there, also on a busy machine. */
const START = 60_000

/**
 * The same sentences on a real SQLite and a real PostgreSQL, each test on empty tables.
 *
 * @param sentences declares tests; the database of the process is the one under test while they run
 */
export function onBothDatabases(name: string, sentences: () => void) {
  describe.each(["sqlite", "postgres"] as const)(`${name}, on %s`, (dialect) => {
    const folder = mkdtempSync(join(tmpdir(), "hearth-database-"))
    let opened: Store

    beforeAll(async () => {
      opened = await openStore(folder, dialect === "postgres" ? await freshPostgres() : null)
      await opened.migrate()
    }, START)
    beforeEach(async () => {
      configureStore(opened)
      await emptyTables()
    })
    afterAll(async () => {
      configureStore(undefined)
      await opened.close()
      rmSync(folder, { recursive: true, force: true })
    })

    sentences()
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

// Some tables refuse to be emptied.
async function triggers(trx: Trx) {
  const { rows } = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master where type = 'trigger'`.execute(trx)
  return rows
}
