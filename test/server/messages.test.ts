import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { gunzipSync } from "node:zlib"
import { database, now, transaction } from "../../src/platform/database/database"
import type { Room } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import type { Form, HttpClient } from "../support/http-client"
import {
  createMember,
  createMessage,
  messageByClientId,
  openRoom,
  removeMember,
  scene,
} from "../support/scene"

let hearth: Hearth
let ada: User
let bea: User

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, bea } = await scene())
})
afterAll(() => hearth.close())

const STREAM = { accept: "text/vnd.turbo-stream.html, text/html, application/xhtml+xml" }

const post = (client: HttpClient, room: Room, body: string, more: Form = {}) =>
  client.post(`/rooms/${room.id}/messages`, { "message[body]": body, ...more }, STREAM)

const idsIn = (html: string) =>
  [...html.matchAll(/data-message-id="(\d+)"/g)].map(([, id]) => Number(id))

const articles = (html: string) => html.match(/<article id=.*?<\/article>/gs) ?? []

const streamNameIn = (page: string) => /signed-stream-name="([^"]+)"/.exec(page)?.[1] ?? ""

const messagesIn = (room: Room) =>
  database()
    .selectFrom("messages")
    .selectAll()
    .where("room_id", "=", room.id)
    .orderBy("id")
    .execute()

/** Subscribes to the room as its page does. */
async function follow(client: HttpClient, room: Room) {
  const page = await (await client.get(`/rooms/${room.id}`)).text()
  const cable = await CableClient.open(client)
  const signed_stream_name = streamNameIn(page)
  const room_stream = await cable.subscribe("RoomMessagesChannel", { signed_stream_name })
  return { cable, next: () => room_stream.next(), [Symbol.asyncDispose]: () => cable.close() }
}

describe("posting", () => {
  test("responds with the stream that is broadcast to the room, byte for byte", async () => {
    const room = await openRoom(ada, "Bytes")
    const [author, reader] = [await hearth.clientFor(ada), await hearth.clientFor(bea)]
    await using own = await follow(author, room)
    await using other = await follow(reader, room)

    const answer = await post(author, room, "<p>Kettle's <b>on</b> 🫖</p>")
    const stream = await answer.text()

    expect(answer.status).toBe(200)
    expect(answer.headers.get("content-type")).toBe("text/vnd.turbo-stream.html")
    expect(await own.next()).toBe(stream)
    expect(await other.next()).toBe(stream)

    const [article = "none"] = articles(stream)
    for (const client of [author, reader]) {
      const page = await (await client.get(`/rooms/${room.id}`)).text()
      const list = await (await client.get(`/rooms/${room.id}/messages`)).text()
      const [id] = idsIn(stream)
      const alone = await (await client.get(`/rooms/${room.id}/messages/${id}`)).text()
      expect(articles(page)).toEqual([article])
      expect(list).toBe(article)
      expect(alone).toBe(article)
    }
  })

  test("keeps the browser's client_message_id and has times in milliseconds", async () => {
    const room = await openRoom(ada, "Ids")
    const before = Date.now()

    const answer = await post(await hearth.clientFor(ada), room, "Hello", {
      "message[client_message_id]": "My_own-id",
    })
    const stream = await answer.text()
    const message = await messageByClientId("My_own-id")

    expect(stream).toStartWith(
      `<turbo-stream action="append" target="messages_room_${room.id}"><template><article id="message_My_own-id"`,
    )
    for (const name of ["message-timestamp", "message-updated-at", "sort-value"]) {
      const value = Number(new RegExp(`data-${name}="(\\d{13})"`).exec(stream)?.[1])
      expect(value).toBe(Math.floor(message.created_at / 1000))
      expect(value).toBeGreaterThanOrEqual(before)
    }
  })

  test("the same client_message_id twice makes one message and one broadcast", async () => {
    const room = await openRoom(ada, "Again")
    const author = await hearth.clientFor(ada)
    await using screen = await follow(author, room)
    const again = { "message[client_message_id]": "again-1" }

    const first = await (await post(author, room, "Hello", again)).text()
    const second = await post(author, room, "Hello", again)
    await post(author, room, "The next one")

    expect(second.status).toBe(200)
    expect(await second.text()).toBe(first)
    expect(await messagesIn(room)).toHaveLength(2)
    expect(await screen.next()).toBe(first)
    expect(await screen.next()).toContain("The next one")
  })

  test("generates an id when none is sent and rejects a malformed one", async () => {
    const room = await openRoom(ada, "Malformed")
    const author = await hearth.clientFor(ada)

    expect((await post(author, room, "Hello")).status).toBe(200)
    const [message] = await messagesIn(room)
    expect(message?.client_message_id).toMatch(/^[0-9a-f-]{36}$/)

    for (const id of ["", " ", "a b", "ä", "x".repeat(65), '"><script>']) {
      const answer = await post(author, room, "Hello", { "message[client_message_id]": id })
      expect(answer.status).toBe(422)
    }
    expect(await messagesIn(room)).toHaveLength(1)
  })

  test("an empty message is rejected with a sentence, for pages, streams and programs", async () => {
    const room = await openRoom(ada, "Blank")
    const author = await hearth.clientFor(ada)
    const sentence = "Nothing was sent: the message is empty."

    for (const blank of ["", "  \n ", "<p><br></p>", "<div>&nbsp;</div>", "<script>x</script>"]) {
      const answer = await post(author, room, blank)
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(sentence)
    }
    const path = `/rooms/${room.id}/messages`
    const form = { "message[body]": "" }
    const page = await author.post(path, form, { accept: "text/html" })
    const json = await author.post(path, form, { accept: "application/json" })

    expect(page.status).toBe(422)
    expect(await page.text()).toContain(sentence)
    expect(json.status).toBe(422)
    expect(await json.json()).toEqual({ error: sentence })
    expect(await messagesIn(room)).toEqual([])
  })

  test("without a message is a 400, and above 64 KB a 413", async () => {
    const room = await openRoom(ada, "Limits")
    const author = await hearth.clientFor(ada)
    const path = `/rooms/${room.id}/messages`

    expect((await author.post(path, { body: "Hello" }, STREAM)).status).toBe(400)
    expect((await author.request("POST", path)).status).toBe(400)
    const long = await post(author, room, "x".repeat(64 * 1024 + 1))
    expect(long.status).toBe(413)
    expect(await long.text()).toContain("at most 64 KB")
    expect(await messagesIn(room)).toEqual([])

    expect((await post(author, room, "x".repeat(64 * 1024))).status).toBe(200)
    expect((await post(author, room, "")).status).toBe(422)
    const nothing = await author.post(path, { "message[client_message_id]": "a" }, STREAM)
    expect(nothing.status).toBe(422)
  })

  test("redirects browsers without scripts to the room", async () => {
    const room = await openRoom(ada, "Plain")

    const answer = await (await hearth.clientFor(ada)).post(
      `/rooms/${room.id}/messages`,
      { "message[body]": "Hello" },
      { accept: "text/html" },
    )

    expect(answer.status).toBe(302)
    expect(answer.headers.get("location")).toBe(`/rooms/${room.id}`)
    expect(await messagesIn(room)).toMatchObject([{ body: "Hello" }])
  })

  test("to a removed or inaccessible room says so in place of the composer", async () => {
    const room = await openRoom(ada, "Left")
    const author = await hearth.clientFor(bea)
    expect((await post(author, room, "Hello")).status).toBe(200)
    await removeMember(room, bea)

    for (const id of [room.id, 99_999]) {
      const answer = await post(author, { ...room, id }, "Hello?")
      expect(answer.status).toBe(404)
      const html = await answer.text()
      expect(html).toStartWith('<turbo-frame id="composer-frame">')
      expect(html).toContain("This room was deleted.")
    }
    expect(await messagesIn(room)).toHaveLength(1)
  })

  test("keeps harmless markup and removes what could run", async () => {
    const room = await openRoom(ada, "Markup")
    const author = await hearth.clientFor(ada)

    const answer = await post(
      author,
      room,
      `<p onclick="x()">Hi <strong>there</strong> <a href="javascript:x()">x</a></p><script>x()</script><img src=x onerror=x()>`,
    )
    const page = await (await author.get(`/rooms/${room.id}`)).text()

    for (const html of [await answer.text(), page]) {
      expect(html).toContain("Hi <strong>there</strong> <a>x</a>")
      expect(html).not.toMatch(/onclick|onerror|javascript:|x\(\)/)
    }
  })
})

describe("editing and removing", () => {
  test("is allowed for the author and administrators, and updates every screen", async () => {
    const room = await openRoom(ada, "Edits")
    const [author, administrator] = [await hearth.clientFor(bea), await hearth.clientFor(ada)]
    const message = await createMessage(room, bea, "Tea")
    const path = `/rooms/${room.id}/messages/${message.id}`
    await using screen = await follow(author, room)
    const C = message.client_message_id

    const edited = await author.patch(path, { "message[body]": "Coffee" })
    const byAdministrator = await administrator.post(path, {
      _method: "put",
      "message[body]": "Cocoa",
    })

    expect([edited.status, byAdministrator.status]).toEqual([303, 303])
    expect(edited.headers.get("location")).toBe(path)
    expect(await (await author.follow(edited)).text()).toContain("Cocoa")
    for (const body of ["Coffee", "Cocoa"]) {
      const stream = await screen.next()
      expect(stream).toStartWith(
        `<turbo-stream action="replace" target="presentation_message_${C}" maintain_scroll>`,
      )
      expect(stream).toContain(body)
    }

    const removed = await author.delete(path)
    const stream = await removed.text()
    expect(removed.status).toBe(200)
    expect(stream).toBe(`<turbo-stream action="remove" target="message_${C}"></turbo-stream>`)
    expect(await screen.next()).toBe(stream)
    expect(await messagesIn(room)).toEqual([])
    expect((await author.get(path)).status).toBe(404)
  })

  test("is rejected for other members", async () => {
    const room = await openRoom(ada, "Foreign words")
    const other = await hearth.clientFor(await createMember("Other"))
    const message = await createMessage(room, bea, "Tea")
    const path = `/rooms/${room.id}/messages/${message.id}`

    expect((await other.patch(path, { "message[body]": "Mine" })).status).toBe(403)
    expect((await other.delete(path)).status).toBe(403)
    expect((await other.get(path)).status).toBe(200)
    expect(await messagesIn(room)).toEqual([message])
  })

  test.each(["patch", "delete"] as const)(
    "fails when the room is removed in the meantime: %s",
    async (verb) => {
      const room = await openRoom(ada, "Going")
      const message = await createMessage(room, ada, "Going, going")
      const client = await hearth.clientFor(ada)
      const path = `/rooms/${room.id}/messages/${message.id}`

      // The server's transaction waits while this one is open.
      const answer = await transaction(async (trx) => {
        const { id } = room
        await trx.updateTable("rooms").set({ deleted_at: now() }).where("id", "=", id).execute()
        const asked = client[verb](path, { "message[body]": "Gone" })
        await Bun.sleep(300)
        return { asked }
      })

      expect((await answer.asked).status).toBe(404)
    },
  )

  test("to an empty text is rejected and keeps the old one", async () => {
    const room = await openRoom(ada, "Emptied")
    const author = await hearth.clientFor(bea)
    const message = await createMessage(room, bea, "Tea")
    const path = `/rooms/${room.id}/messages/${message.id}`

    expect((await author.patch(path, { "message[body]": " " })).status).toBe(422)
    expect((await author.patch(path, {})).status).toBe(400)
    expect((await author.patch(path, { "message[body]": "x".repeat(70_000) })).status).toBe(413)
    expect(await messagesIn(room)).toEqual([message])
  })
})

describe("the pages of a room", () => {
  test("are the newest 40, and 40 before or after a message", async () => {
    const room = await openRoom(ada, "Pages")
    const ids: number[] = []
    for (let index = 0; index < 90; index++)
      ids.push((await createMessage(room, ada, `No. ${index}`)).id)
    const client = await hearth.clientFor(ada)
    const page = async (query: string) => {
      const answer = await client.get(`/rooms/${room.id}/messages${query}`)
      return { status: answer.status, html: await answer.text() }
    }

    const newest = await page("")

    expect(newest.html).toStartWith("<article ")
    expect(idsIn(newest.html)).toEqual(ids.slice(50))
    expect(idsIn((await page(`?before=${ids[50]}`)).html)).toEqual(ids.slice(10, 50))
    expect(idsIn((await page(`?after=${ids[10]}`)).html)).toEqual(ids.slice(11, 51))
    expect(idsIn((await page(`?before=${ids[5]}&after=${ids[50]}`)).html)).toEqual(ids.slice(0, 5))
    expect(await page(`?before=${ids[0]}`)).toEqual({ status: 204, html: "" })
    expect(await page(`?after=${ids[89]}`)).toEqual({ status: 204, html: "" })
    for (const anchor of ["999999", "x", "", "0", "1'--", "9".repeat(30)])
      expect((await page(`?before=${encodeURIComponent(anchor)}`)).status).toBe(404)
    const shown = await (await client.get(`/rooms/${room.id}`)).text()
    expect(articles(shown)).toEqual(articles(newest.html))
  })

  test("are a 304 until they change", async () => {
    const room = await openRoom(ada, "Fresh")
    const message = await createMessage(room, ada, "Tea")
    const client = await hearth.clientFor(ada)
    for (const path of [`/rooms/${room.id}`, `/rooms/${room.id}/messages`, "/users/me/sidebar"]) {
      const etag = (await client.get(path)).headers.get("etag") ?? ""
      expect(etag).toStartWith('W/"')

      const same = await client.get(path, { "if-none-match": etag })
      expect(same.status).toBe(304)
      expect(await same.text()).toBe("")
      expect(same.headers.get("etag")).toBe(etag)
    }

    const path = `/rooms/${room.id}`
    const etags = [(await client.get(path)).headers.get("etag")]
    const changes = [
      () => client.patch(`${path}/messages/${message.id}`, { "message[body]": "Coffee" }),
      () => post(client, room, "More"),
      () => client.delete(`${path}/messages/${message.id}`),
    ]
    for (const change of changes) {
      await change()
      const answer = await client.get(path, { "if-none-match": etags.at(-1) ?? "" })
      expect(answer.status).toBe(200)
      etags.push(answer.headers.get("etag"))
    }
    expect(new Set(etags).size).toBe(4)
  })

  test("change for everyone when a person changes their name", async () => {
    const room = await openRoom(ada, "Names")
    const cy = await createMember("Cyrus")
    await createMessage(room, cy, "Tea")
    const client = await hearth.clientFor(ada)
    const first = await client.get(`/rooms/${room.id}`)
    expect(await first.text()).toContain("<strong>Cyrus</strong>")

    await hearth.store.transaction((trx) =>
      trx
        .updateTable("users")
        .set({ name: "Cyra", updated_at: cy.updated_at + 1_000_000_000 })
        .where("id", "=", cy.id)
        .execute(),
    )

    const etag = first.headers.get("etag") ?? ""
    const second = await client.get(`/rooms/${room.id}`, { "if-none-match": etag })
    expect(second.status).toBe(200)
    const page = await second.text()
    expect(page).toContain("Cyra</strong>")
    expect(page).not.toContain("Cyrus")
  })

  test("are the same bytes, compressed or not", async () => {
    const room = await openRoom(ada, "Zipped 🗜️")
    for (let index = 0; index < 50; index++)
      await createMessage(room, ada, `<p>No. ${index} – ☕</p>`)
    const client = await hearth.clientFor(ada)
    const paths = [
      `/rooms/${room.id}`,
      `/rooms/${room.id}/messages`,
      "/users/me/sidebar",
      `/rooms/${room.id}/@${(await messagesIn(room))[20]?.id}`,
    ]

    for (const path of paths) {
      const plain = await whole(client, path, "identity")
      const zipped = await whole(client, path, "br, gzip;q=0.8")

      expect(plain.encoding).toBeNull()
      expect(zipped.encoding).toBe("gzip")
      expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true)
      expect(zipped.body.length).toBeLessThan(plain.body.length)
      expect((await whole(client, path, "gzip;q=0")).encoding).toBeNull()
    }
  })
})

/** The raw response. */
async function whole(client: HttpClient, path: string, encoding: string) {
  const answer = await fetch(`${client.url}${path}`, {
    decompress: false,
    headers: { cookie: client.cookieHeader, "accept-encoding": encoding, accept: "text/html" },
  })
  return {
    encoding: answer.headers.get("content-encoding"),
    body: Buffer.from(await answer.arrayBuffer()),
  }
}

describe("a refresh", () => {
  const refresh = async (client: HttpClient, room: Room, since?: string | number) => {
    const query = since === undefined ? "" : `?since=${since}&reason=connection`
    const answer = await client.get(`/rooms/${room.id}/refresh${query}`, STREAM)
    expect(answer.status).toBe(200)
    expect(answer.headers.get("content-type")).toBe("text/vnd.turbo-stream.html")
    return answer.text()
  }

  const heads = (streams: string) =>
    [...streams.matchAll(/<turbo-stream action="(\w+)" target="([^"]+)"/g)].map((match) =>
      match.slice(1).join(" "),
    )

  const loadedAt = (page: string) => /loaded-at-value="([\d.]+)"/.exec(page)?.[1]

  test("appends new messages, replaces changed ones and removes deleted ones", async () => {
    const room = await openRoom(ada, "Refresh")
    const client = await hearth.clientFor(ada)
    const [kept, edited, removed] = [
      await createMessage(room, ada, "Kept"),
      await createMessage(room, ada, "Edited"),
      await createMessage(room, ada, "Removed"),
    ]
    const page = await (await client.get(`/rooms/${room.id}`)).text()

    expect(await refresh(client, room, loadedAt(page))).toBe("")

    const created = await createMessage(room, ada, "New")
    await client.patch(`/rooms/${room.id}/messages/${edited.id}`, { "message[body]": "Edited!" })
    await client.delete(`/rooms/${room.id}/messages/${removed.id}`)
    const streams = await refresh(client, room, loadedAt(page))

    expect(heads(streams)).toEqual([
      `append messages_room_${room.id}`,
      `replace message_${edited.client_message_id}`,
      `remove message_${removed.client_message_id}`,
    ])
    expect(idsIn(streams)).toEqual([created.id, edited.id])
    expect(streams).toContain("Edited!")
    expect(streams).not.toContain(kept.client_message_id)

    const now = await (await client.get(`/rooms/${room.id}`)).text()
    expect(articles(now)).toEqual(expect.arrayContaining(articles(streams)))
  })

  test("with more than 40 new messages is the newest page", async () => {
    const room = await openRoom(ada, "Behind")
    const client = await hearth.clientFor(ada)
    const since = loadedAt(await (await client.get(`/rooms/${room.id}`)).text())
    const ids: number[] = []
    for (let index = 0; index < 45; index++)
      ids.push((await createMessage(room, ada, `No. ${index}`)).id)

    const streams = await refresh(client, room, since)

    expect(heads(streams)).toEqual([`update messages_room_${room.id}`])
    expect(idsIn(streams)).toEqual(ids.slice(5))
  })

  test.each([
    undefined,
    "",
    "nonsense",
    "-5",
    "0",
    "1.5",
    "0.0001",
    "1e300",
    "Infinity",
    "9".repeat(40),
    "NaN",
  ])("since %p begins at the beginning, or finds nothing", async (since) => {
    const room = await openRoom(ada, `Since ${since}`)
    const message = await createMessage(room, ada, "Hello")

    const ids = idsIn(await refresh(await hearth.clientFor(ada), room, since))

    expect([[message.id], []]).toContainEqual(ids)
  })
})
