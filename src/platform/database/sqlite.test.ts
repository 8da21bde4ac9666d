import { afterEach, beforeEach, expect, test } from "bun:test"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Argument, configureStore, now, prepared, type Trx } from "./database"
import { openSqlite } from "./sqlite"
import type { Store } from "./store"
import "../../users/table"

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hearth-sqlite-"))
  store = await openSqlite(join(folder, "hearth.sqlite3"))
  await store.migrate()
  configureStore(store)
})

afterEach(async () => {
  configureStore(undefined)
  await store.close()
  rmSync(folder, { recursive: true })
})

const usersNamed = prepared((db, argument: Argument<{ name: string }>) =>
  db.selectFrom("users").select("name").where("name", "=", argument("name")),
)

const add = (trx: Trx, name: string) =>
  trx.insertInto("users").values({ name, created_at: now(), updated_at: now() }).execute()

test("a prepared query sees an open transaction only through it", async () => {
  await store.transaction(async (trx) => {
    await add(trx, "Ada")
    expect(await usersNamed({ name: "Ada" })).toEqual([])
    expect(await usersNamed({ name: "Ada" }, trx)).toEqual([{ name: "Ada" }])
  })

  expect(await usersNamed({ name: "Ada" })).toEqual([{ name: "Ada" }])
})

test.if(existsSync("/proc/self/io"))("a prepared query after a commit reads no file", async () => {
  const commitAndRead = async (name: string) => {
    await store.transaction((trx) => add(trx, name))
    expect(await usersNamed({ name })).toHaveLength(1)
  }
  await commitAndRead("warm-up")
  const before = bytesRead()

  for (let count = 0; count < ROUNDS; count++) await commitAndRead(`${count}`)

  expect(bytesRead() - before).toBeLessThan(ROUNDS * PAGE)
})

const ROUNDS = 20
const PAGE = 4096

/** Bytes that this process has read from files and sockets so far. */
const bytesRead = () => Number(/^rchar: (\d+)/.exec(readFileSync("/proc/self/io", "utf8"))?.[1])
