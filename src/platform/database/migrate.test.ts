import { afterAll, describe, expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { freshPostgres } from "../../../test/support/postgres"
import { openStore, type Store } from "./database"
import { migrations } from "./migrations/all"

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

  test("brings an empty database up to date, and changes nothing the second time", async () => {
    const store = await openStore(...(await emptyDatabase()))

    await store.migrate()
    const first = await done(store)
    await store.migrate()

    expect(first).toEqual(all)
    expect(await done(store)).toEqual(first)
    await store.close()
  })

  test("is done once by processes that start at the same time", async () => {
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
})
