import { afterAll, beforeAll, expect, test } from "bun:test"
import { now, type Trx, transaction } from "../../src/platform/database/database"
import type { Room } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { signedInClient } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import { mentionOfEveryone } from "../support/mentions"
import { startRecordedServer } from "../support/recorded-server"
import { createMessage, scene } from "../support/scene"

/** Every page that lists something; `id` is the open room in which everything grows. */
const PAGES: [page: string, path: (id: number) => string][] = [
  ["sidebar", () => "/users/me/sidebar"],
  ["switcher", () => "/users/me/switcher"],
  ["filtered switcher", () => "/users/me/switcher?query=extra"],
  ["own profile", () => "/users/me/profile"],
  ["own devices", () => "/users/me/sessions"],
  ["saved messages", () => "/users/me/saved"],
  ["followed threads", () => "/threads"],
  ["account", () => "/account/edit"],
  ["filtered people", () => "/account/users?filter=extra"],
  ["audit log", () => "/account/audit"],
  ["form of a new room", () => "/rooms/closeds/new"],
  ["form of a new direct room", () => "/rooms/directs/new"],
  ["room", (id) => `/rooms/${id}`],
  ["room's settings", (id) => `/rooms/closeds/${id}/edit`],
  ["room's pins", (id) => `/rooms/${id}/pins`],
  ["room's saved messages", (id) => `/rooms/${id}/saved`],
  ["people to start a direct room with", () => "/autocompletable/users?query=e"],
  ["people to mention", (id) => `/autocompletable/users?room_id=${id}&filter=e`],
  ["search", () => "/searches?q=extra"],
]

/** Posts to the open room. */
const POSTS: [post: string, body: () => string][] = [
  ["post", () => "<p>Kettle is on</p>"],
  ["post that mentions everyone", mentionOfEveryone],
]

const [FEW, MANY] = [10, 1000]

/** Requests per page; the fewest queries count, because the first request also fills caches. */
const REQUESTS = 3

let server: Awaited<ReturnType<typeof startRecordedServer>>
let client: HttpClient
let hall: Room
let ada: User

beforeAll(async () => {
  server = await startRecordedServer()
  ;({ ada, hall } = await scene())
  client = await signedInClient({ url: server.url }, ada)
})

afterAll(() => server.stop())

test("neither a list nor a post makes more queries with 1,000 items than with 10", async () => {
  await grow(0, FEW)
  const few = await queriesOfAll()
  await grow(FEW, MANY)
  const many = await queriesOfAll()

  expect(few.size).toBe(PAGES.length + POSTS.length)
  for (const [page, count] of many)
    expect({ page, count }).toEqual({ page, count: few.get(page) ?? 0 })
})

/** The number of queries by page and post. */
async function queriesOfAll() {
  const counts = new Map<string, number>()
  for (const [page, path] of PAGES)
    counts.set(page, await fewestQueries(() => client.get(unseen(path(hall.id)))))
  for (const [post, body] of POSTS)
    counts.set(
      post,
      await fewestQueries(() => client.post(`/rooms/${hall.id}/messages`, draft(body()))),
    )
  return counts
}

/** No response cache answers a query string that it has not seen. */
const unseen = (path: string) =>
  `${path}${path.includes("?") ? "&" : "?"}unseen=${crypto.randomUUID()}`

const draft = (body: string) => ({
  "message[body]": body,
  "message[client_message_id]": crypto.randomUUID(),
})

/** Counts without those of the worker, which looks for jobs at any time. */
async function fewestQueries(request: () => Promise<Response>) {
  const counts: number[] = []
  for (let count = 0; count < REQUESTS; count++) {
    const made = await server.queriesOf(async () => {
      const response = await request()
      expect({ url: response.url, status: response.status }).toMatchObject({ status: 200 })
      await response.text()
    })
    counts.push(made.filter((sql) => !sql.includes('"jobs"')).length)
  }
  return Math.min(...counts)
}

/** Adds the items from number `from` to `to` of everything that the pages list. */
async function grow(from: number, to: number) {
  await transaction(async (trx) => {
    for (let item = from; item < to; item++) await addItem(trx, item)
  })
  await createMessage(hall, ada, "extra")
}

async function addItem(trx: Trx, item: number) {
  const time = now()
  const stamps = { created_at: time, updated_at: time }
  const user = await insert(trx, "users", { name: `Extra ${item}`, ...stamps })
  const join = (room_id: number, user_id: number, more = {}) =>
    insert(trx, "memberships", { room_id, user_id, involvement: "everything", ...more, ...stamps })
  await join(hall.id, user)

  const room = await insert(trx, "rooms", {
    type: "closed",
    name: `Extra ${item}`,
    ...made(),
    ...stamps,
  })
  await join(room, ada.id)
  const direct_key = `${ada.id},${user}`
  const direct = await insert(trx, "rooms", { type: "direct", direct_key, ...made(), ...stamps })
  for (const id of [ada.id, user]) await join(direct, id)

  const message = (room_id: number) =>
    insert(trx, "messages", {
      room_id,
      creator_id: user,
      client_message_id: crypto.randomUUID(),
      body: "<p>extra</p>",
      ...stamps,
    })
  const parent = await message(hall.id)
  const child = { root_room_id: hall.id, parent_message_id: parent }
  const thread = await insert(trx, "rooms", { type: "thread", ...child, ...made(), ...stamps })
  await join(thread, ada.id, { access_room_id: hall.id })
  await message(thread)

  await insert(trx, "pins", { room_id: hall.id, message_id: parent, user_id: user, ...stamps })
  await insert(trx, "saved_messages", { message_id: parent, user_id: ada.id, ...stamps })
  await insert(trx, "audit_entries", {
    actor_id: user,
    actor_name: "Extra",
    action: "banned",
    ...stamps,
  })
}

const made = () => ({ creator_id: ada.id })

async function insert(trx: Trx, table: InsertedTable, values: Record<string, string | number>) {
  const { id } = await trx
    .insertInto(table as "users") // one of the tables whose rows have an id
    .values(values as never) // rows of different tables
    .returning("id")
    .executeTakeFirstOrThrow()
  return id
}

type InsertedTable =
  | "users"
  | "rooms"
  | "memberships"
  | "messages"
  | "pins"
  | "saved_messages"
  | "audit_entries"
