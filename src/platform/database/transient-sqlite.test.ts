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

test("processes that start at once on a damaged file share one new file", async () => {
  await start()
  writeFileSync(file(), "This is no database. ".repeat(1000))

  const processes = [1, 2, 3, 4].map(startProcess)
  for (const { line } of processes) expect(await line()).toBe("written")
  for (const { stdin } of processes) {
    stdin.write("read\n")
    stdin.end()
  }

  for (const { line } of processes) expect(await line()).toBe("1,2,3,4")
})

/** A process that writes a row for `user_id`, and reads the rows of all when it gets a line. */
function startProcess(user_id: number) {
  const script = `
    import { openSqlite } from ${JSON.stringify(join(import.meta.dir, "sqlite.ts"))}
    const { transient, reader } = await openSqlite(${JSON.stringify(join(folder, "hearth.sqlite3"))})
    await transient.insertInto("last_seen").values({ user_id: ${user_id}, seen_at: 1 }).execute()
    console.log("written")
    for await (const _ of console) break
    const rows = await reader.selectFrom("last_seen").select("user_id").orderBy("user_id").execute()
    console.log(rows.map((row) => row.user_id).join())
    process.exit(0)`
  const { stdin, stdout } = Bun.spawn([process.execPath, "-e", script], {
    stdin: "pipe",
    stdout: "pipe",
    stderr: "ignore",
  })
  const lines = readLines(stdout)
  return { stdin, line: async () => (await lines.next()).value }
}

async function* readLines(stream: ReadableStream<Uint8Array>) {
  const decoder = new TextDecoder()
  let rest = ""
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n")
    rest = lines.pop() ?? ""
    // The log's warning about the damaged file is a line, too.
    yield* lines.filter((line) => !line.includes("Presence starts empty"))
  }
}

test("a file of another version is replaced by an empty one", async () => {
  await start()

  const sqlite = new Database(file())
  sqlite.exec("PRAGMA user_version = 1000")
  sqlite.close()

  expect(await start()).toEqual([])
  expect(await start()).toEqual([1])
})
