import { Database } from "bun:sqlite"
import { afterAll, describe, expect, test } from "bun:test"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { Kysely, Migrator, sql } from "kysely"
import { freshPostgres } from "../../../test/support/postgres"
import { bunSqliteDialect } from "./bun-sqlite-dialect"
import { openStore, type Store } from "./database"
import { migrations } from "./migrations/all"
import { kyselyWithTransactions } from "./postgres/bun-postgres-dialect"
import { closePool, openMigrationPool } from "./postgres/pool"
import type { Tables } from "./schema"
import { closeWithStatements } from "./statements"
import "../../rooms/table"

const MIGRATING = resolve(import.meta.dir, "../../../test/support/migrate.ts")
const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

describe.each(["sqlite", "postgres"] as const)("migrating, on %s", (dialect) => {
  async function emptyDatabase() {
    const folder = mkdtempSync(join(tmpdir(), "hearth-migrate-"))
    folders.push(folder)
    return [folder, dialect === "postgres" ? await freshPostgres() : null] as const
  }

  const done = (store: Store) => store.reader.selectFrom("kysely_migration").selectAll().execute()
  const all = Object.keys(migrations(dialect)).map((name) => expect.objectContaining({ name }))

  test("migrates an empty database, and is idempotent", async () => {
    const store = await openStore(...(await emptyDatabase()))

    await store.migrate()
    const first = await done(store)
    await store.migrate()

    expect(first).toEqual(all)
    expect(await done(store)).toEqual(first)
    await store.close()
  })

  test("runs once for processes that start concurrently", async () => {
    const [folder, url] = await emptyDatabase()

    const processes = [1, 2, 3].map(() =>
      Bun.spawn([process.execPath, MIGRATING, folder, url ?? ""], { stderr: "pipe" }),
    )
    const ends = await Promise.all(
      processes.map(async ({ exited, stderr }) => ({
        code: await exited,
        said: await new Response(stderr).text(),
      })),
    )

    expect(ends).toEqual(Array(3).fill({ code: 0, said: "" }))
    const store = await openStore(folder, url)
    expect(await done(store)).toEqual(all)
    await store.close()
  })

  test("moves presence out of the durable tables, and starts it empty", async () => {
    const [folder, url] = await emptyDatabase()
    await createBefore("0005-presence", folder, url)

    const store = await openStore(folder, url)
    await store.migrate()

    expect(await done(store)).toEqual(all)
    expect(await store.reader.selectFrom("memberships").select("id").execute()).toHaveLength(1)
    expect(await store.reader.selectFrom("presences").selectAll().execute()).toEqual([])
    await store.close()
  })

  /** A database as it was before the migration `name`, with somebody present in a room. */
  async function createBefore(name: string, folder: string, url: string | null) {
    const [db, close] = await open(folder, url)
    const earlier = Object.entries(migrations(dialect)).filter(([other]) => other < name)
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => Object.fromEntries(earlier) },
    })
    expect(await migrator.migrateToLatest()).not.toHaveProperty("error")
    for (const insert of [
      sql`insert into users (id, name, created_at, updated_at) values (1, 'Ada', 1, 1)`,
      sql`insert into rooms (id, type, creator_id, created_at, updated_at) values (1, 'open', 1, 1, 1)`,
      sql`insert into memberships (id, room_id, user_id, created_at, updated_at) values (1, 1, 1, 1, 1)`,
      sql`insert into presences (id, membership_id, seen_at) values ('tab', 1, 1)`,
    ])
      await insert.execute(db)
    await close()
  }

  async function open(folder: string, url: string | null) {
    if (url !== null) {
      const pool = openMigrationPool(url)
      return [kyselyWithTransactions(pool), () => closePool(pool)] as const
    }
    mkdirSync(join(folder, "db"))
    const sqlite = new Database(join(folder, "db/hearth.sqlite3"), { create: true })
    const db = new Kysely<Tables>({ dialect: bunSqliteDialect(sqlite) })
    return [db, () => closeWithStatements(sqlite)] as const
  }
})
