import { afterAll, beforeAll, expect, test } from "bun:test"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { configureStore, openStore } from "../../src/platform/database/database"
import type { User } from "../../src/users/user"
import { type Hearth, openHearth, signedInClient } from "../support/hearth"
import { closedRoom, createMessage, SECRET, scene } from "../support/scene"
import { startServer } from "../support/server"

type Statistics = { name: string; entries: number; size: number; budget: number; hits: number }

const ROOT = resolve(import.meta.dir, "../..")
const ROOMS = 60

let ada: User
let hearth: Hearth
let caches: Statistics[]

beforeAll(async () => {
  hearth = await openHearth({ env: { LOG_LEVEL: "debug" } })
  ada = (await scene()).ada
  await readPages(hearth)
  await hearth.server.kill("SIGTERM")
  caches = hearth.server.logs
    .filter((line) => line.includes('"msg":"Cache"'))
    .map((line) => JSON.parse(line))
})
afterAll(() => hearth.close())

/** Fills the caches with pages, each of them twice, and posts in between. */
async function readPages({ clientFor }: Hearth) {
  const client = await clientFor(ada)
  const body = "<p>A long message that fills the caches.</p>".repeat(100)
  for (let count = 0; count < ROOMS; count++) {
    const room = await closedRoom(ada, `Room ${count}`, [ada])
    for (let message = 0; message < 10; message++) await createMessage(room, ada, body)
    const paths = [`/rooms/${room.id}`, `/rooms/${room.id}/messages`, "/users/me/sidebar"]
    for (const path of [...paths, "/searches?q=caches", "/account/edit"])
      for (const _ of [1, 2]) expect((await client.get(path)).status).toBe(200)
  }
}

test("caches stay within their budgets and are used", () => {
  expect(caches.length).toBeGreaterThan(15)
  expect(caches.filter(({ size, budget }) => size > budget)).toEqual([])
  for (const name of ["responses", "messages", "room-shells", "sidebar-rows"]) {
    const found = caches.find((cache) => cache.name === name)
    expect(found?.hits).toBeGreaterThan(0)
    expect(found?.entries).toBeGreaterThan(0)
  }
})

test("the documentation lists every cache, and no other", () => {
  const architecture = readFileSync(join(ROOT, "docs/architecture.md"), "utf8")
  const [, section = ""] = /\n## Caching\n(.*?)\n## /s.exec(architecture) ?? []
  const listed = [...section.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name ?? "")

  expect(listed.toSorted()).toEqual(caches.map(({ name }) => name).toSorted())
})

test("a process without caches sends the same pages", async () => {
  const storage = mkdtempSync(join(tmpdir(), "hearth-storage-"))
  const start = (env: Record<string, string>) =>
    startServer({ storage, env: { SECRET_KEY_BASE: SECRET, ...env } })
  const { store, reader } = await filledStore(storage)
  const servers = [await start({}), await start({ DISABLED_CACHES: "all" })]
  try {
    const [cached, uncached] = await Promise.all(servers.map((server) => pagesOf(server, reader)))
    expect(cached?.[0]).toContain("Good morning")
    expect(uncached).toEqual(cached)
  } finally {
    for (const server of servers) await server.stop()
    configureStore(undefined)
    await store.close()
    rmSync(storage, { recursive: true })
  }
})

async function filledStore(storage: string) {
  const store = await openStore(storage, null)
  await store.migrate()
  configureStore(store)
  const { hall, ...people } = await scene()
  for (let count = 0; count < 50; count++) await createMessage(hall, people.bea, "Good morning")
  return { store, reader: people.ada }
}

/** Each page as it is sent for the second time, without what differs between servers. */
async function pagesOf(server: { url: string }, reader: User) {
  const client = await signedInClient(server, reader)
  const pages: string[] = []
  for (const path of [
    "/rooms/1",
    "/rooms/1/messages",
    "/users/me/sidebar",
    "/searches?q=morning",
  ]) {
    await client.get(path)
    pages.push((await (await client.get(path)).text()).replaceAll(server.url, ""))
  }
  return pages
}
