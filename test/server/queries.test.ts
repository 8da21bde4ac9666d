import { afterAll, beforeAll, expect, test } from "bun:test"
import { newestMessages } from "../../src/messages/message"
import type { Room } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { signedInClient } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import { startRecordedServer } from "../support/recorded-server"
import { createMessage, scene } from "../support/scene"

/** The most queries per request, when no cache of whole responses answers. Lower them with the code. */
const MOST = { "room page": 1, "messages page": 2, sidebar: 2, search: 8, post: 7 }
const MOST_AFTER_A_POST = { "room page": 10, "messages page": 3, sidebar: 2, search: 12 }

/** Requests per measurement; the fewest queries count, because timers add some of their own. */
const REPEATS = 4

let server: Awaited<ReturnType<typeof startRecordedServer>>
let client: HttpClient
let hall: Room
let bea: User
let anchor: number

beforeAll(async () => {
  server = await startRecordedServer()
  const { ada, ...more } = await scene()
  ;({ hall, bea } = more)
  for (let count = 0; count < 60; count++) await createMessage(hall, ada, `Tea no. ${count}`)
  client = await signedInClient({ url: server.url }, ada)
  anchor = (await newestMessages(hall))[5]?.id ?? 0
})

afterAll(() => server.stop())

const PATHS: [page: "room page" | "messages page" | "sidebar" | "search", path: () => string][] = [
  ["room page", () => `/rooms/${hall.id}?`],
  ["messages page", () => `/rooms/${hall.id}/messages?before=${anchor}&`],
  ["sidebar", () => "/users/me/sidebar?"],
  ["search", () => "/searches?q=tea&"],
]

test.each(PATHS)("the %s makes few queries", async (page, path) => {
  const made = await fewestQueries((count) => client.get(`${path()}request=${count}`))

  expect(made.length).toBeLessThanOrEqual(MOST[page])
})

test.each(PATHS)("the %s makes few queries after a post", async (page, path) => {
  const made = await fewestQueries(
    (count) => client.get(`${path()}after=${count}`),
    () => createMessage(hall, bea, "More tea"),
  )

  expect(made.length).toBeLessThanOrEqual(MOST_AFTER_A_POST[page])
})

test("a post makes few queries", async () => {
  const made = await fewestQueries(() => client.post(`/rooms/${hall.id}/messages`, draft()))

  expect(made.length).toBeLessThanOrEqual(MOST.post)
})

const draft = () => ({
  "message[body]": "<p>The kettle is on</p>",
  "message[client_message_id]": crypto.randomUUID(),
})

async function fewestQueries(
  request: (count: number) => Promise<Response>,
  prepare: () => Promise<unknown> = async () => {},
) {
  const measured: string[][] = []
  for (let count = 0; count < REPEATS; count++) {
    await prepare()
    measured.push(
      await server.queriesOf(async () => {
        const response = await request(count)
        expect(response.status).toBe(200)
        await response.text()
      }),
    )
  }
  return measured.toSorted((a, b) => a.length - b.length)[0] ?? []
}
