import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { removeMessage } from "../../src/messages/message"
import { database, transaction } from "../../src/platform/database/database"
import type { Room } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { type Hearth, openHearth } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import {
  changeMessage,
  closedRoom,
  createMember,
  createMessage,
  deactivate,
  removeMember,
  scene,
  withDisplayName,
} from "../support/scene"

let hearth: Hearth
let ada: User
let bea: User
let hall: Room

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, bea, hall } = await scene())
})
afterAll(() => hearth.close())

const texts = (html: string) =>
  [...html.matchAll(/<div class="trix-content">(.*?)<\/div>/gs)].map(([, text]) => text)

const load = async (client: HttpClient, room: Room) => {
  await Bun.sleep(2)
  const answer = await client.get(`/rooms/${room.id}`)
  return { status: answer.status, page: await answer.text() }
}

/** Requests the page until the cache answers, which takes two equal requests. */
async function warm(client: HttpClient, room: Room) {
  for (let count = 0; count < 3; count++) expect((await load(client, room)).status).toBe(200)
}

// These tests write from another process to the server's database. The server polls for such writes
// at most once a millisecond.
describe("a page in the response cache", () => {
  test("is sent byte for byte again, apart from the date", async () => {
    const client = await hearth.clientFor(ada)
    const room = await closedRoom(ada, "Still", [ada])
    await warm(client, room)

    const responses = await Promise.all([1, 2].map(() => client.get(`/rooms/${room.id}`)))
    const [one, other] = await Promise.all(
      responses.map(async (answer) => ({
        page: await answer.text(),
        headers: [...answer.headers].filter(([name]) => name !== "date"),
      })),
    )

    expect(other).toEqual(one)
  })

  test("is rendered again after every write of any process", async () => {
    const client = await hearth.clientFor(ada)
    const room = await closedRoom(ada, "Busy", [ada])
    await warm(client, room)
    const expected: string[] = []

    for (let count = 0; count < 30; count++) {
      await createMessage(room, ada, `No. ${count}`)
      expected.push(`No. ${count}`)
      expect(texts((await load(client, room)).page)).toEqual(expected)
    }
  })

  test("shows edits, removals and new names at the next request", async () => {
    const client = await hearth.clientFor(ada)
    const writer = await createMember("Walter")
    const room = await closedRoom(ada, "Changes", [ada, writer])
    const [first, second] = [
      await createMessage(room, writer, "First"),
      await createMessage(room, writer, "Second"),
    ]
    await warm(client, room)

    await changeMessage(withDisplayName(room), ada, first, "Edited")
    expect(texts((await load(client, room)).page)).toEqual(["Edited", "Second"])

    await warm(client, room)
    await removeMessage(second)
    expect(texts((await load(client, room)).page)).toEqual(["Edited"])

    await warm(client, room)
    await transaction((trx) =>
      trx
        .updateTable("users")
        .set(({ eb }) => ({ name: "Wanda", updated_at: eb("updated_at", "+", 5_000_000) }))
        .where("id", "=", writer.id)
        .execute(),
    )
    const { page } = await load(client, room)
    expect(page).toContain(">Wanda</strong>")
    expect(page).not.toContain("Walter")

    await warm(client, room)
    await transaction((trx) =>
      trx
        .updateTable("rooms")
        .set(({ eb }) => ({ name: "Renamed", updated_at: eb("updated_at", "+", 1) }))
        .where("id", "=", room.id)
        .execute(),
    )
    expect((await load(client, room)).page).toContain("<title>Renamed</title>")
  })

  test("shows a new name and topic that have the same words together", async () => {
    const client = await hearth.clientFor(ada)
    const room = await closedRoom(ada, "Kitchen", [ada])
    const change = (columns: { name?: string; topic: string | null }) =>
      transaction((trx) =>
        trx
          .updateTable("rooms")
          .set(({ eb }) => ({ ...columns, updated_at: eb("updated_at", "+", 1) }))
          .where("id", "=", room.id)
          .execute(),
      )
    await change({ topic: "sink null" })
    await warm(client, room)

    await change({ name: "Kitchen sink", topic: "null" })
    const { page } = await load(client, room)
    expect(page).toContain("<title>Kitchen sink</title>")
    expect(page).toContain(">null<")

    await change({ topic: null })
    expect((await load(client, room)).page).not.toContain(">null<")
  })

  test("is never sent to another person", async () => {
    const [adaClient, beaClient] = [await hearth.clientFor(ada), await hearth.clientFor(bea)]
    const viewer = async (client: HttpClient) =>
      /<meta name="current-user-name" content="(\w+)"/.exec((await load(client, hall)).page)?.[1]

    for (let count = 0; count < 5; count++) {
      expect(await viewer(adaClient)).toBe("Ada")
      expect(await viewer(beaClient)).toBe("Bea")
    }
    const both = await Promise.all([adaClient, beaClient, adaClient, beaClient].map(viewer))
    expect(both).toEqual(["Ada", "Bea", "Ada", "Bea"])
    expect((await load(hearth.anonymousClient(), hall)).status).toBe(302)

    // A request with another person's ETag still gets its own page.
    const etag = (await adaClient.get(`/rooms/${hall.id}`)).headers.get("etag") ?? ""
    const answer = await beaClient.get(`/rooms/${hall.id}`, { "if-none-match": etag })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('content="Bea"')
  })

  test("is invalid at once for a person who was removed from the room", async () => {
    const client = await hearth.clientFor(bea)
    const room = await closedRoom(ada, "Cellar", [ada, bea])
    const message = await createMessage(room, ada, "Psst")
    const paths = ["", `/@${message.id}`, "/messages"].map((path) => `/rooms/${room.id}${path}`)
    const etags: string[] = []
    for (const path of [...paths, ...paths, ...paths]) {
      const answer = await client.get(path)
      expect(answer.status).toBe(200)
      etags.push(answer.headers.get("etag") ?? "")
    }
    const sidebar = async () => (await client.get("/users/me/sidebar")).text()
    for (let count = 0; count < 3; count++) expect(await sidebar()).toContain("Cellar")

    await removeMember(room, bea)
    await Bun.sleep(2)

    for (const [index, path] of paths.entries()) {
      const answer = await client.get(path, { "if-none-match": etags[index] ?? "" })
      expect([302, 404]).toContain(answer.status)
      expect(await answer.text()).not.toContain("Psst")
    }
    expect(await sidebar()).not.toContain("Cellar")
  })

  test("is invalid at once when its session ends or its person is deactivated", async () => {
    const dot = await createMember("Dot")
    const [phone, laptop] = [await hearth.clientFor(dot), await hearth.clientFor(dot)]
    for (const client of [phone, laptop]) await warm(client, hall)

    await transaction((trx) =>
      trx.deleteFrom("sessions").where("id", "=", phone.session.id).execute(),
    )
    expect((await load(phone, hall)).status).toBe(302)
    expect((await load(laptop, hall)).status).toBe(200)

    await warm(laptop, hall)
    await deactivate(dot)
    expect((await load(laptop, hall)).status).toBe(302)
  })

  test("is not confused with another variant of its path", async () => {
    const client = await hearth.clientFor(ada)
    const room = await closedRoom(ada, "Kinds", [ada])
    for (let index = 0; index < 3; index++) await createMessage(room, ada, `No. ${index}`)
    const path = `/rooms/${room.id}/messages`
    const [, second] = await database()
      .selectFrom("messages")
      .select("id")
      .where("room_id", "=", room.id)
      .orderBy("id")
      .execute()

    for (let count = 0; count < 3; count++) {
      const [all, before, after] = await Promise.all(
        ["", `?before=${second?.id}`, `?after=${second?.id}`].map(async (query) =>
          texts(await (await client.get(path + query)).text()),
        ),
      )
      expect(all).toEqual(["No. 0", "No. 1", "No. 2"])
      expect(before).toEqual(["No. 0"])
      expect(after).toEqual(["No. 2"])
      const [zipped, plain] = await Promise.all(
        ["gzip", "identity"].map((encoding) =>
          fetch(`${client.url}${path}`, {
            decompress: false,
            headers: { cookie: client.cookieHeader, "accept-encoding": encoding },
          }),
        ),
      )
      expect(zipped?.headers.get("content-encoding")).toBe("gzip")
      expect(plain?.headers.get("content-encoding")).toBeNull()
    }
  })

  test("is correct under concurrent reads and writes", async () => {
    const room = await closedRoom(ada, "Crowd", [ada, bea])
    const [writer, ...readers] = [await hearth.clientFor(ada), await hearth.clientFor(ada)]
    readers.push(await hearth.clientFor(bea))
    const path = `/rooms/${room.id}/messages`
    let answered = 0

    const writing = (async () => {
      while (answered < 30) {
        expect((await writer.post(path, { "message[body]": `No. ${answered}` })).status).toBe(200)
        answered++
      }
    })()
    const reading = readers.map(async (client) => {
      while (answered < 30) {
        const least = answered
        const answer = await client.get(`/rooms/${room.id}`)
        const found = texts(await answer.text()).length
        expect(found).toBeGreaterThanOrEqual(least)
      }
    })

    await Promise.all([writing, ...reading])
    for (const client of [writer, ...readers])
      expect(texts((await load(client, room)).page)).toHaveLength(30)
  })
})
