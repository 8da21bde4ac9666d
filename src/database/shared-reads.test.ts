import { afterEach, beforeEach, expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { eventually } from "../../test/support/patience"
import { now, prepared, useStore } from "./database"
import { openSqlite } from "./sqlite"
import type { Store } from "./store"
import "../users/table"

let folder: string
let store: Store
let other: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hearth-reads-"))
  store = await openSqlite(join(folder, "hearth.sqlite3"))
  await store.migrate()
  useStore(store)
  other = await openSqlite(join(folder, "hearth.sqlite3"))
})

afterEach(async () => {
  useStore(undefined)
  await other.close()
  await store.close()
  rmSync(folder, { recursive: true })
})

const add = (to: Store, name: string) =>
  to.transaction((trx) =>
    trx.insertInto("users").values({ name, created_at: now(), updated_at: now() }).execute(),
  )

const allUsers = prepared((db) => db.selectFrom("users").select("name").orderBy("id"))
const names = async () => (await allUsers({})).map(({ name }) => name)

test("reads what was written a moment ago, though it had begun to read before", async () => {
  expect(await names()).toEqual([])
  await add(store, "Ada")

  expect(await names()).toEqual(["Ada"])
})

test("reads what another process wrote, one turn later at most", async () => {
  expect(await names()).toEqual([])
  await add(other, "Bea")

  await eventually(async () => (await names()).includes("Bea"))
})
