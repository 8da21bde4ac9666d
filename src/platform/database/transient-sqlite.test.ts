import { Database } from "bun:sqlite"
import { afterEach, beforeEach, expect, test } from "bun:test"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openSqlite } from "./sqlite"
import "../../rooms/table"

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hearth-transient-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = () => openSqlite(join(folder, "hearth.sqlite3"))
const file = () => join(folder, "transient.sqlite3")

/** Starts, and gives for whom a time is kept from earlier; then keeps one for the person 1. */
async function start() {
  const { transient, reader, migrate, close } = await open()
  await migrate()
  const found = await reader.selectFrom("last_seen").select("user_id").execute()
  await transient.deleteFrom("last_seen").execute()
  await transient.insertInto("last_seen").values({ user_id: 1, seen_at: 1 }).execute()
  await close()
  return found.map(({ user_id }) => user_id)
}

test("rows survive a restart, and another process sees them at once", async () => {
  expect(await start()).toEqual([])
  expect(await start()).toEqual([1])

  const [one, other] = [await open(), await open()]
  await one.transient.insertInto("last_seen").values({ user_id: 2, seen_at: 1 }).execute()
  expect(await other.reader.selectFrom("last_seen").select("user_id").execute()).toHaveLength(2)
  await one.close()
  await other.close()
})

test("a damaged file is replaced by an empty one", async () => {
  await start()

  writeFileSync(file(), "This is no database. ".repeat(1000))

  expect(await start()).toEqual([])
  expect(await start()).toEqual([1])
})

test("a file of another version is replaced by an empty one", async () => {
  await start()

  const sqlite = new Database(file())
  sqlite.exec("PRAGMA user_version = 1000")
  sqlite.close()

  expect(await start()).toEqual([])
  expect(await start()).toEqual([1])
})
