import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { editMessage, removeMessage } from "../../src/messages/message"
import { database, transaction } from "../../src/platform/database/database"
import type { Room } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { type House, openHouse } from "../support/hearth"
import type { Visitor } from "../support/http-client"
import { closedRoom, deactivate, leave, newcomer, say, scene, shownRoom } from "../support/scene"

let house: House
let ada: User
let bea: User
let hall: Room

beforeAll(async () => {
  house = await openHouse()
  ;({ ada, bea, hall } = await scene())
})
afterAll(() => house.close())

const texts = (html: string) =>
  [...html.matchAll(/<div class="trix-content">(.*?)<\/div>/gs)].map(([, text]) => text)

const look = async (visitor: Visitor, room: Room) => {
  await Bun.sleep(2)
  const answer = await visitor.get(`/rooms/${room.id}`)
  return { status: answer.status, page: await answer.text() }
}

/** Asks until the answer stands, which the second of two equal requests finds. */
async function warm(visitor: Visitor, room: Room) {
  for (let count = 0; count < 3; count++) expect((await look(visitor, room)).status).toBe(200)
}

// The writes of these tests come from another process: theirs, on the server's own file. The server
// asks for such at most once a millisecond.
describe("a page that stands", () => {
  test("is given again word for word, with nothing but the date", async () => {
    const visitor = await house.visitor(ada)
    const room = await closedRoom(ada, "Still", [ada])
    await warm(visitor, room)

    const answers = await Promise.all([1, 2].map(() => visitor.get(`/rooms/${room.id}`)))
    const [one, other] = await Promise.all(
      answers.map(async (answer) => ({
        page: await answer.text(),
        headers: [...answer.headers].filter(([name]) => name !== "date"),
      })),
    )

    expect(other).toEqual(one)
  })

  test("is drawn anew after every write, by whichever process", async () => {
    const visitor = await house.visitor(ada)
    const room = await closedRoom(ada, "Busy", [ada])
    await warm(visitor, room)
    const said: string[] = []

    for (let count = 0; count < 30; count++) {
      await say(room, ada, `No. ${count}`)
      said.push(`No. ${count}`)
      expect(texts((await look(visitor, room)).page)).toEqual(said)
    }
  })

  test("shows edits, removals and new names at the next request", async () => {
    const visitor = await house.visitor(ada)
    const writer = await newcomer("Walter")
    const room = await closedRoom(ada, "Changes", [ada, writer])
    const [first, second] = [await say(room, writer, "First"), await say(room, writer, "Second")]
    await warm(visitor, room)

    await editMessage(shownRoom(room), ada, first, "Edited")
    expect(texts((await look(visitor, room)).page)).toEqual(["Edited", "Second"])

    await warm(visitor, room)
    await removeMessage(second)
    expect(texts((await look(visitor, room)).page)).toEqual(["Edited"])

    await warm(visitor, room)
    await transaction((trx) =>
      trx
        .updateTable("users")
        .set(({ eb }) => ({ name: "Wanda", updated_at: eb("updated_at", "+", 5_000_000) }))
        .where("id", "=", writer.id)
        .execute(),
    )
    const { page } = await look(visitor, room)
    expect(page).toContain(">Wanda</strong>")
    expect(page).not.toContain("Walter")

    await warm(visitor, room)
    await transaction((trx) =>
      trx
        .updateTable("rooms")
        .set(({ eb }) => ({ name: "Renamed", updated_at: eb("updated_at", "+", 1) }))
        .where("id", "=", room.id)
        .execute(),
    )
    expect((await look(visitor, room)).page).toContain("<title>Renamed</title>")
  })

  test("never goes to somebody else", async () => {
    const [adas, beas] = [await house.visitor(ada), await house.visitor(bea)]
    const viewer = async (visitor: Visitor) =>
      /<meta name="current-user-name" content="(\w+)"/.exec((await look(visitor, hall)).page)?.[1]

    for (let count = 0; count < 5; count++) {
      expect(await viewer(adas)).toBe("Ada")
      expect(await viewer(beas)).toBe("Bea")
    }
    const both = await Promise.all([adas, beas, adas, beas].map(viewer))
    expect(both).toEqual(["Ada", "Bea", "Ada", "Bea"])
    expect((await look(house.stranger(), hall)).status).toBe(302)

    // One with the other's page in hand, and its ETag, still gets their own.
    const etag = (await adas.get(`/rooms/${hall.id}`)).headers.get("etag") ?? ""
    const answer = await beas.get(`/rooms/${hall.id}`, { "if-none-match": etag })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('content="Bea"')
  })

  test("is gone at once for somebody who was taken out of the room", async () => {
    const visitor = await house.visitor(bea)
    const room = await closedRoom(ada, "Cellar", [ada, bea])
    const message = await say(room, ada, "Psst")
    const paths = ["", `/@${message.id}`, "/messages"].map((path) => `/rooms/${room.id}${path}`)
    const etags: string[] = []
    for (const path of [...paths, ...paths, ...paths]) {
      const answer = await visitor.get(path)
      expect(answer.status).toBe(200)
      etags.push(answer.headers.get("etag") ?? "")
    }
    const sidebar = async () => (await visitor.get("/users/me/sidebar")).text()
    for (let count = 0; count < 3; count++) expect(await sidebar()).toContain("Cellar")

    await leave(room, bea)
    await Bun.sleep(2)

    for (const [index, path] of paths.entries()) {
      const answer = await visitor.get(path, { "if-none-match": etags[index] ?? "" })
      expect([302, 404]).toContain(answer.status)
      expect(await answer.text()).not.toContain("Psst")
    }
    expect(await sidebar()).not.toContain("Cellar")
  })

  test("is gone at once with its session, and with its person", async () => {
    const dot = await newcomer("Dot")
    const [phone, laptop] = [await house.visitor(dot), await house.visitor(dot)]
    for (const visitor of [phone, laptop]) await warm(visitor, hall)

    await transaction((trx) =>
      trx.deleteFrom("sessions").where("id", "=", phone.session.id).execute(),
    )
    expect((await look(phone, hall)).status).toBe(302)
    expect((await look(laptop, hall)).status).toBe(200)

    await warm(laptop, hall)
    await deactivate(dot)
    expect((await look(laptop, hall)).status).toBe(302)
  })

  test("is not mistaken for another of the same address", async () => {
    const visitor = await house.visitor(ada)
    const room = await closedRoom(ada, "Kinds", [ada])
    for (let index = 0; index < 3; index++) await say(room, ada, `No. ${index}`)
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
          texts(await (await visitor.get(path + query)).text()),
        ),
      )
      expect(all).toEqual(["No. 0", "No. 1", "No. 2"])
      expect(before).toEqual(["No. 0"])
      expect(after).toEqual(["No. 2"])
      const [zipped, plain] = await Promise.all(
        ["gzip", "identity"].map((encoding) =>
          fetch(`${visitor.url}${path}`, {
            decompress: false,
            headers: { cookie: visitor.cookieHeader, "accept-encoding": encoding },
          }),
        ),
      )
      expect(zipped?.headers.get("content-encoding")).toBe("gzip")
      expect(plain?.headers.get("content-encoding")).toBeNull()
    }
  })

  test("holds while many read and write at the same time", async () => {
    const room = await closedRoom(ada, "Crowd", [ada, bea])
    const [writer, ...readers] = [await house.visitor(ada), await house.visitor(ada)]
    readers.push(await house.visitor(bea))
    const path = `/rooms/${room.id}/messages`
    let answered = 0

    const writing = (async () => {
      while (answered < 30) {
        expect((await writer.post(path, { "message[body]": `No. ${answered}` })).status).toBe(200)
        answered++
      }
    })()
    const reading = readers.map(async (visitor) => {
      while (answered < 30) {
        const least = answered
        const answer = await visitor.get(`/rooms/${room.id}`)
        const found = texts(await answer.text()).length
        expect(found).toBeGreaterThanOrEqual(least)
      }
    })

    await Promise.all([writing, ...reading])
    for (const visitor of [writer, ...readers])
      expect(texts((await look(visitor, room)).page)).toHaveLength(30)
  })
})
