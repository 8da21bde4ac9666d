import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { sql } from "kysely"
import { store } from "../../src/platform/database/database"
import type { Room } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import { ADA, type HttpClient } from "../support/http-client"
import {
  allMessages,
  closedRoom,
  createMember,
  createMessage,
  openRoom,
  removeMember,
  scene,
} from "../support/scene"
import { eventually } from "../support/timeouts"

let hearth: Hearth
let ada: User
let bea: User
let hall: Room

beforeAll(async () => {
  hearth = await openHearth({ database: "postgres" })
  ;({ ada, bea, hall } = await scene())
})
afterAll(() => hearth.close())

const post = (client: HttpClient, room: Room, body: string, id: string = crypto.randomUUID()) =>
  client.post(`/rooms/${room.id}/messages`, {
    "message[body]": body,
    "message[client_message_id]": id,
  })

const articles = (html: string) => html.match(/<article id=.*?<\/article>/gs) ?? []

describe("on PostgreSQL", () => {
  test("a message reaches every screen with the same bytes", async () => {
    const room = await openRoom(ada, "Bytes")
    const reader = await hearth.clientFor(bea)
    const before = await (await reader.get(`/rooms/${room.id}`)).text()
    const signed_stream_name = /signed-stream-name="([^"]+)"/.exec(before)?.[1] ?? ""
    await using cable = await CableClient.open(reader)
    const screen = await cable.subscribe("RoomMessagesChannel", { signed_stream_name })
    const unread = await cable.subscribe("UnreadRoomsChannel")

    const stream = await (await post(await hearth.clientFor(ada), room, "Kettle's on 🫖")).text()

    expect(await screen.next()).toBe(stream)
    // Unread recipients are looked up after the broadcast.
    await eventually(() => unread.messages.length > 1, "the unread notification")
    expect(unread.messages).toContainEqual({ roomId: room.id, unread: true })
    const after = await (await reader.get(`/rooms/${room.id}`)).text()
    expect(articles(after)).toEqual(articles(stream))
  })

  test("16 concurrent posts, each sent twice, make 16 messages", async () => {
    const room = await openRoom(ada, "Crowd")
    const clients = [await hearth.clientFor(ada), await hearth.clientFor(bea)]
    const ids = Array.from({ length: 16 }, (_, index) => `crowd-${index}`)

    const responses = await Promise.all(
      [...ids, ...ids].map((id, index) => {
        const client = clients[(index % 16) % 2]
        return client && post(client, room, id, id)
      }),
    )

    expect(responses.map((response) => response?.status)).toEqual(Array(32).fill(200))
    const rows = (await allMessages()).filter(({ room_id }) => room_id === room.id)
    expect(rows.map(({ client_message_id }) => client_message_id).sort()).toEqual(ids.sort())
  })

  test("five concurrent first runs make one account", async () => {
    await using empty = await openHearth({ database: "postgres" })
    const clients = Array.from({ length: 5 }, empty.anonymousClient)

    const responses = await Promise.all(
      clients.map((client, index) =>
        client.post("/first_run", {
          "user[name]": ADA.name,
          "user[email_address]": `founder${index}@example.com`,
          "user[password]": ADA.password,
        }),
      ),
    )

    expect(responses.map(({ status }) => status)).toEqual(Array(5).fill(302))
    expect(clients.filter(({ cookies }) => cookies.has("session_token"))).toHaveLength(1)
  })

  test("pages are 304 until they change, and inaccessible rooms stay inaccessible", async () => {
    const cellar = await closedRoom(ada, "Cellar", [ada, bea])
    const client = await hearth.clientFor(bea)
    const path = `/rooms/${cellar.id}`
    const etag = (await client.get(path)).headers.get("etag") ?? ""
    expect((await client.get(path, { "if-none-match": etag })).status).toBe(304)

    await createMessage(cellar, ada, "Psst")
    const changed = await client.get(path, { "if-none-match": etag })
    expect(changed.status).toBe(200)
    expect(await changed.text()).toContain("Psst")

    await removeMember(cellar, bea)
    expect((await client.get(path)).status).toBe(302)
    expect((await post(client, cellar, "Still here?")).status).toBe(404)
  })

  test.each(["1e300", "Infinity", "0.0001", "-1", "9".repeat(30)])(
    "a refresh since %p is handled",
    async (since) => {
      const client = await hearth.clientFor(ada)

      const response = await client.get(`/rooms/${hall.id}/refresh?since=${since}`)

      expect(response.status).toBe(200)
    },
  )

  test("NUL, which PostgreSQL cannot store, becomes a replacement character", async () => {
    const client = await hearth.clientFor(await createMember("Nul"))

    expect((await post(client, hall, "Be\u0000fore")).status).toBe(200)
    const sign_in = { email_address: "a\u0000@example.com", password: "\u0000" }
    expect((await hearth.anonymousClient().post("/session", sign_in)).status).toBe(401)
    expect((await client.get("/rooms/%00")).status).toBe(302)
    const log = await (await hearth.clientFor(ada)).get("/account/audit?action=a%00&person=b%00")
    expect(log.status).toBe(200)
    expect((await client.get(`/rooms/${hall.id}/messages?before=%00`)).status).toBe(404)

    expect((await allMessages()).map(({ body }) => body)).toContain("Be\uFFFDfore")
  })

  test("everything is kept across a restart", async () => {
    const room = await openRoom(ada, "Kept")
    const client = await hearth.clientFor(ada)
    await post(client, room, "Before")

    await hearth.server.restart()

    expect(await (await client.get(`/rooms/${room.id}`)).text()).toContain("Before")
    expect(hearth.server.logs.filter((line) => /error/i.test(line))).toEqual([])
  })

  test("a lost database connection is reopened", async () => {
    const client = await hearth.clientFor(ada)
    await client.get(`/rooms/${hall.id}`)
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(store().reading)

    const { logs } = hearth.server
    await eventually(
      () => logs.some((line) => line.includes("closed a connection")),
      "the server to notice",
    )

    const asked = async () => (await client.get(`/rooms/${hall.id}`)).status === 200
    expect(await eventually(asked, "the room's page")).toBe(true)
  })
})
