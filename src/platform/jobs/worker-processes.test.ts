import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { freshPostgres } from "../../../test/support/postgres"
import { eventually } from "../../../test/support/timeouts"
import { configureStore, database, openStore, type Store, transaction } from "../database/database"
import { enqueue } from "./job"
import { registerJournal } from "./test-journal"

// This process only enqueues.
const journalJob = registerJournal("/dev/null")

describe.each(["sqlite", "postgres"] as const)("worker processes, on %s", (dialect) => {
  const folder = mkdtempSync(join(tmpdir(), "hearth-workers-"))
  const journal = join(folder, "journal")
  const children: Bun.Subprocess[] = []
  let url: string | null
  let opened: Store

  beforeAll(async () => {
    url = dialect === "postgres" ? await freshPostgres() : null
    opened = await openStore(folder, url)
    await opened.migrate()
    configureStore(opened)
  })
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.kill("SIGKILL")
      await child.exited
    }
    rmSync(journal, { force: true })
  })
  afterAll(async () => {
    configureStore(undefined)
    await opened.close()
    rmSync(folder, { recursive: true, force: true })
  })

  function spawnWorker(leaseSeconds: number) {
    const script = join(import.meta.dir, "test-worker.ts")
    const args = [script, folder, url ?? "", journal, String(leaseSeconds)]
    const child = Bun.spawn([process.execPath, ...args], {
      stdout: "inherit",
      stderr: "inherit",
    })
    children.push(child)
    return child
  }

  const write = (key: string, ms: number) =>
    transaction((trx) => enqueue(trx, journalJob, { key, ms }))
  const entries = () =>
    existsSync(journal) ? readFileSync(journal, "utf8").trim().split("\n") : []
  const unfinished = async () => (await database().selectFrom("jobs").select("id").execute()).length
  const emptied = () => eventually(async () => (await unfinished()) === 0, "an empty queue")

  test("run each job once", async () => {
    // Longer than a process may be starved: a lease that expires lets a job run twice.
    for (let i = 0; i < 3; i++) spawnWorker(300)
    await Promise.all(Array.from({ length: 60 }, (_, i) => write(`${i}`, 5)))
    await emptied()

    const begun = entries().filter((entry) => entry.startsWith("begin"))
    expect(new Set(begun.map((entry) => entry.split(" ")[1])).size).toBe(60)
    expect(begun).toHaveLength(60)
  })

  test("that are killed lose no job", async () => {
    const victim = spawnWorker(1)
    for (let i = 0; i < 8; i++) await write(`${i}`, i < 3 ? 1 : 60_000)
    await eventually(async () => {
      const begun = entries().filter((entry) => entry.startsWith("begin"))
      return begun.length === 8 && (await unfinished()) === 5
    })
    victim.kill("SIGKILL")
    await victim.exited

    // The job that hung in the first process is fast in the second.
    await transaction((trx) =>
      trx
        .updateTable("jobs")
        .set({ payload: JSON.stringify({ key: "again", ms: 1 }) })
        .execute(),
    )
    spawnWorker(1)
    await emptied()

    const ended = entries().filter((entry) => entry.startsWith("end"))
    expect(ended.map((entry) => entry.split(" ")[1]).sort()).toEqual(
      ["0", "1", "2", ...Array.from({ length: 5 }, () => "again")].sort(),
    )
  })
})
