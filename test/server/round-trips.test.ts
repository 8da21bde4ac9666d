import { afterAll, beforeAll, expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { boot } from "../../src/boot"
import { parseConfig } from "../../src/config"
import type { Room } from "../../src/rooms/room"
import { signedInClient } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import { freshPostgres } from "../support/postgres"
import { PostgresProxy } from "../support/postgres-proxy"
import { createMessage, SECRET, scene } from "../support/scene"

/** The most round trips to PostgreSQL per request. Lower them with the code. */
const MOST = { "room page": 1, "messages page": 1, sidebar: 2, search: 3 }
/** The same when no cache of whole responses answers. */
const MOST_UNCACHED = { "room page": 1, "messages page": 2, sidebar: 2, search: 7 }
const MOST_OF_A_POST = 3

/** Enough for every connection to prepare its statements. */
const WARM_UP = 60
/** Requests per measurement; the fewest round trips count, because timers add some of their own. */
const REPEATS = 8

const storage = mkdtempSync(join(tmpdir(), "hearth-round-trips-"))
let proxy: PostgresProxy
let server: Awaited<ReturnType<typeof boot>>
let client: HttpClient
let hall: Room
let anchor: number

beforeAll(async () => {
  proxy = new PostgresProxy(await freshPostgres())
  server = await boot(
    parseConfig({
      HOST: "127.0.0.1",
      PORT: "0",
      DATABASE_URL: proxy.url,
      HEARTH_STORAGE: storage,
      SECRET_KEY_BASE: SECRET,
      LOG_LEVEL: "silent",
      POSTS_PER_MINUTE: "0",
    }),
  )
  const { ada, ...more } = await scene()
  hall = more.hall
  for (let count = 0; count < 60; count++)
    anchor = (await createMessage(hall, ada, `Tea no. ${count}`)).id
  client = await signedInClient({ url: server.url }, ada)
})

afterAll(async () => {
  await server.stop()
  proxy.stop()
  rmSync(storage, { recursive: true, force: true })
})

const PATHS: [page: keyof typeof MOST, path: () => string][] = [
  ["room page", () => `/rooms/${hall.id}?`],
  ["messages page", () => `/rooms/${hall.id}/messages?before=${anchor}&`],
  ["sidebar", () => "/users/me/sidebar?"],
  ["search", () => "/searches?q=tea&"],
]

test.each(PATHS)("the %s takes few round trips", async (page, path) => {
  expect(await fewestRoundTrips(() => client.get(path()))).toBeLessThanOrEqual(MOST[page])
})

test.each(PATHS)("the %s takes few round trips when it is not cached", async (page, path) => {
  let count = 0
  const trips = await fewestRoundTrips(() => client.get(`${path()}request=${++count}`))

  expect(trips).toBeLessThanOrEqual(MOST_UNCACHED[page])
})

test("a post takes few round trips", async () => {
  const post = () =>
    client.post(`/rooms/${hall.id}/messages`, {
      "message[body]": "<p>The kettle is on</p>",
      "message[client_message_id]": crypto.randomUUID(),
    })

  expect(await fewestRoundTrips(post)).toBeLessThanOrEqual(MOST_OF_A_POST)
})

async function fewestRoundTrips(request: () => Promise<Response>) {
  for (let count = 0; count < WARM_UP; count++) expect((await request()).status).toBe(200)
  const measured: number[] = []
  for (let count = 0; count < REPEATS; count++)
    measured.push((await proxy.count(async () => (await request()).text())).roundTrips)
  return Math.min(...measured)
}
