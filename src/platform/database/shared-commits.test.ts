import { Database } from "bun:sqlite"
import { afterEach, beforeEach, expect, test } from "bun:test"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "kysely"
import { recordStatements } from "../../../test/support/statements"
import { afterCommit, now, type Trx } from "./database"
import { openSqlite } from "./sqlite"
import type { Store } from "./store"
import "../../users/table"

let folder: string
let path: string
let store: Store
let recorded: ReturnType<typeof recordStatements>

beforeEach(async () => {
  recorded = recordStatements()
  folder = mkdtempSync(join(tmpdir(), "hearth-commits-"))
  path = join(folder, "hearth.sqlite3")
  store = await openSqlite(path)
  await store.migrate()
})

afterEach(async () => {
  await store.close()
  recorded[Symbol.dispose]()
  rmSync(folder, { recursive: true })
})

const add = (trx: Trx, name: string) =>
  trx.insertInto("users").values({ name, created_at: now(), updated_at: now() }).execute()

const count = async () => {
  const users = await store.reader.selectFrom("users").select("id").execute()
  return users.length
}

/** Violates a deferred foreign key, so that the commit fails. */
async function addOrphan(trx: Trx) {
  await sql`pragma defer_foreign_keys = on`.execute(trx)
  await sql`insert into sessions (user_id, token, last_active_at, created_at, updated_at)
    values (999, 'token', 0, 0, 0)`.execute(trx)
}

/** Fails after its first statement. */
async function addNobody(trx: Trx) {
  await add(trx, "Nobody")
  await sql`insert into users (name) values (null)`.execute(trx)
}

const endOfTurn = () => new Promise(setImmediate)

test("transactions that arrive together share a commit", async () => {
  await store.transaction((trx) => add(trx, "first"))
  const earlier = commitsIn(`${path}-wal`)

  await Promise.all(
    Array.from({ length: 16 }, (_, index) => store.transaction((trx) => add(trx, `${index}`))),
  )

  expect(await count()).toBe(17)
  expect(commitsIn(`${path}-wal`) - earlier).toBe(1)
})

test("sequential transactions have their own commits", async () => {
  await store.transaction((trx) => add(trx, "first"))
  const earlier = commitsIn(`${path}-wal`)

  for (const name of ["a", "b", "c"]) await store.transaction((trx) => add(trx, name))

  expect(commitsIn(`${path}-wal`) - earlier).toBe(3)
})

test("a lone transaction waits for one poll of the sockets, also directly after another", async () => {
  await store.transaction((trx) => add(trx, "first"))
  let turns = 0
  let running = true
  const counting = (async () => {
    for (; running; turns++) await endOfTurn()
  })()

  await store.transaction((trx) => add(trx, "second"))
  running = false
  await counting

  expect(turns).toBeLessThanOrEqual(4)
})

test("a transaction of a request that is read meanwhile shares the commit", async () => {
  await store.transaction((trx) => add(trx, "first"))
  const earlier = commitsIn(`${path}-wal`)

  const second = store.transaction((trx) => add(trx, "second"))
  await endOfTurn()
  await Promise.all([second, store.transaction((trx) => add(trx, "third"))])

  expect(commitsIn(`${path}-wal`) - earlier).toBe(1)
})

test("only a transaction behind another one has a savepoint", async () => {
  const control = () =>
    recorded.statements.filter((sql) => !/^(insert|select|pragma)\b/i.test(sql)).join("; ")
  recorded.statements.length = 0

  await store.transaction((trx) => add(trx, "alone"))

  expect(control()).toBe("begin immediate; commit")
  recorded.statements.length = 0

  await Promise.all(["Ada", "Bea"].map((name) => store.transaction((trx) => add(trx, name))))

  expect(control()).toBe("begin immediate; savepoint work; release work; commit")
})

test("the first transaction of a commit fails alone", async () => {
  const trouble = new Error("not me")
  const failing = store.transaction(async (trx) => {
    await add(trx, "Ada")
    throw trouble
  })

  const outcomes = await Promise.allSettled([
    failing,
    store.transaction(addNobody),
    store.transaction((trx) => add(trx, "Cy")),
    store.transaction(addNobody),
  ])

  expect(outcomes.map(({ status }) => status)).toEqual([
    "rejected",
    "rejected",
    "fulfilled",
    "rejected",
  ])
  expect(await store.reader.selectFrom("users").select("name").execute()).toEqual([{ name: "Cy" }])
})

test("a failed commit rejects all its transactions and runs no callback", async () => {
  const announced: string[] = []
  const say = (name: string) =>
    store.transaction(async (trx) => {
      await add(trx, name)
      afterCommit(trx, () => announced.push(name))
    })

  const outcomes = await Promise.allSettled([say("Ada"), store.transaction(addOrphan), say("Cy")])

  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"])
  expect(announced).toEqual([])
  expect(await count()).toBe(0)

  await say("Dot")
  expect(announced).toEqual(["Dot"])
})

/** Fails as on a full disk: SQLite rolls the whole transaction back. */
async function addTooLong(trx: Trx) {
  await sql`pragma max_page_count = 1`.execute(trx) // which is at least the present size
  await add(trx, "x".repeat(1_000_000))
}

test("a full disk rejects the transactions of the commit, but not later ones", async () => {
  const announced: string[] = []
  const say = (name: string) =>
    store.transaction(async (trx) => {
      await add(trx, name)
      afterCommit(trx, () => announced.push(name))
    })

  const outcomes = await Promise.allSettled([say("Ada"), store.transaction(addTooLong), say("Cy")])

  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"])
  expect(announced).toEqual(["Cy"])
  expect(await count()).toBe(1)
})

test("a transaction that SQLite has rolled back is rejected, also when it caught the error", async () => {
  const swallowing = store.transaction(async (trx) => {
    await add(trx, "Ada")
    await addTooLong(trx).catch(() => {})
  })

  const outcomes = await Promise.allSettled([
    swallowing,
    store.transaction((trx) => add(trx, "Bea")),
  ])

  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"])
  expect(await count()).toBe(1)
})

test("a transaction that arrives during a commit is in the next one", async () => {
  const followed: Promise<void>[] = []
  await store.transaction(async (trx) => {
    await add(trx, "Ada")
    afterCommit(trx, () =>
      followed.push(store.transaction((trx) => add(trx, "Bea").then(() => {}))),
    )
  })

  await Promise.all(followed)

  expect(await count()).toBe(2)
})

test("callbacks run only when the reader sees the commit", async () => {
  const other = new Database(path, { readonly: true })
  const seen: unknown[] = []

  await store.transaction(async (trx) => {
    await add(trx, "Ada")
    afterCommit(trx, () => seen.push(other.query("select name from users").all()))
  })

  expect(seen).toEqual([[{ name: "Ada" }]])
  other.close()
})

test("a transaction waits for the write lock of another process", async () => {
  const other = Bun.spawn([process.execPath, "-e", WRITE_SLOWLY, path], { stdout: "pipe" })
  for await (const locked of other.stdout) if (locked) break

  await store.transaction((trx) => add(trx, "Bea"))

  const users = await store.reader.selectFrom("users").select("name").orderBy("id").execute()
  expect(users).toEqual([{ name: "Ada" }, { name: "Bea" }])
})

test("acknowledged commits are durable: each connection uses synchronous=FULL", async () => {
  const { rows } = await store.transaction((trx) =>
    sql<{ synchronous: number }>`pragma synchronous`.execute(trx),
  )

  expect(rows).toEqual([{ synchronous: FULL }])
})

test("closing waits for queued transactions and removes the WAL", async () => {
  const waiting = store.transaction((trx) => add(trx, "Ada"))
  await store.close()
  await waiting

  expect(() => readFileSync(`${path}-wal`)).toThrow("ENOENT")
  store = await openSqlite(path)
  expect(await count()).toBe(1)
})

test("the reading connection is read-only", async () => {
  await expect(add(store.reading, "Ada")).rejects.toThrow("readonly")
})

const FULL = 2

const WRITE_SLOWLY = `
  const { Database } = require("bun:sqlite")
  const other = new Database(process.argv.at(-1))
  other.exec("begin immediate")
  console.log("locked")
  other.exec("insert into users (name, created_at, updated_at) values ('Ada', 1, 1)")
  Bun.sleepSync(200)
  other.exec("commit")
`

/** The WAL frames that end a transaction (SQLite file format, section 4). */
function commitsIn(wal: string) {
  const bytes = readFileSync(wal)
  const pageSize = bytes.readUInt32BE(8)
  const salts = bytes.subarray(16, 24)
  let commits = 0
  for (let at = 32; at + 24 <= bytes.length; at += 24 + pageSize) {
    if (!bytes.subarray(at + 8, at + 16).equals(salts)) break
    if (bytes.readUInt32BE(at + 4) > 0) commits++
  }
  return commits
}
