import { Database } from "bun:sqlite"
import { afterAll, expect, test } from "bun:test"
import { mkdtempSync, rmSync, utimesSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { HttpClient } from "../support/http-client"
import { type Server, startServer } from "../support/server"
import { eventually } from "../support/timeouts"

const SRC = resolve(import.meta.dir, "../../src")
const cache = mkdtempSync(join(tmpdir(), "hearth-cache-"))
const DEVELOPMENT = { NODE_ENV: "development", HEARTH_CACHE: cache }

afterAll(() => rmSync(cache, { recursive: true }))

/** The answer to a request that fails with an unexpected error: its table is gone. */
async function failedPage(server: Server) {
  const ada = new HttpClient(server)
  await ada.createFirstUser()
  const sqlite = new Database(join(server.storage, "db/hearth.sqlite3"))
  sqlite.exec("DROP TABLE saved_messages")
  sqlite.close()
  const response = await ada.get("/users/me/saved")
  return { status: response.status, html: await response.text() }
}

test("in production, an error page shows no stack trace", async () => {
  await using server = await startServer()

  const { status, html } = await failedPage(server)

  expect(status).toBe(500)
  expect(html).toContain("Something went wrong")
  expect(html).not.toContain("<pre>")
  expect(html).not.toContain("saved_messages")
  expect(html).not.toContain(".ts")
})

test("in development, an error page shows the stack trace in the sources", async () => {
  await using server = await startServer({ main: "src/main.ts", env: DEVELOPMENT })

  const { status, html } = await failedPage(server)

  expect(status).toBe(500)
  expect(html).toContain("no such table: saved_messages")
  expect(html).toMatch(/src\/\S+\.tsx?:\d+/)
})

test("bin/dev starts the server again when a source changes", async () => {
  await using server = await startServer({ main: "src/watch.ts", env: DEVELOPMENT })
  const starts = () => server.logs.filter((line) => line.includes("is listening at")).length
  expect(starts()).toBe(1)

  utimesSync(join(SRC, "client/offline.ts"), new Date(), new Date())

  await eventually(() => starts() === 2, "a second start")
})
