import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import type { MessageJson } from "../../src/messages/view/json"
import type { Room } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { type Hearth, openHearth } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import { embed, mention, mentionOfEveryone } from "../support/mentions"
import {
  closedRoom,
  createMember,
  createMessage,
  deactivate,
  messageByClientId,
  openRoom,
  scene,
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

describe("the people suggested for a mention", () => {
  const suggested = async (client: HttpClient, room: Room, filter: string) => {
    const path = `/autocompletable/users?${new URLSearchParams({ room_id: String(room.id), filter })}`
    const response = await client.get(path, { accept: "*/*" })
    const html = await response.text()
    const names = [...html.matchAll(/<lexxy-prompt-item search="([^"]*)"/g)].map(([, name]) => name)
    return { response, html, names }
  }

  test("are the room's active members, at most twenty, found without accents and case", async () => {
    const [cyd, zoe, gone] = [
      await createMember("Zacharias Cyd"),
      await createMember("Zoé de Mol", { email_address: "zoe@example.com" }),
      await createMember("Zed Gone", { email_address: "zed@example.com" }),
    ]
    await createMember("Zora Outside", { email_address: "zora@example.com" })
    const many = []
    for (let number = 10; number < 35; number++)
      many.push(
        await createMember(`Crowd ${number}`, { email_address: `crowd${number}@example.com` }),
      )
    const den = await closedRoom(ada, "Den", [ada, bea, cyd, zoe, gone, ...many])
    await deactivate(gone)
    const client = await hearth.clientFor(bea)

    expect((await suggested(client, den, "Z")).names).toEqual(["Zacharias Cyd", "Zoé de Mol"])
    expect((await suggested(client, den, "zoe DE m")).names).toEqual(["Zoé de Mol"])
    expect((await suggested(client, den, "crowd")).names).toHaveLength(20)
    expect((await suggested(client, den, "nobody")).names).toEqual([])
    expect((await suggested(client, den, " de")).names).toEqual([])
  })

  test("are ranked: names first, later words next, then the rest", async () => {
    const people = [
      await createMember("Berta Ann", { email_address: "b1@example.com" }),
      await createMember("Hannes", { email_address: "b2@example.com" }),
      await createMember("Anna", { email_address: "b3@example.com" }),
    ]
    const den = await closedRoom(ada, "Order", [ada, ...people])

    const { names } = await suggested(await hearth.clientFor(ada), den, "ann")
    expect(names).toEqual(["Anna", "Berta Ann", "Hannes"])
  })

  test("have HTML for the menu and for the text, with names escaped", async () => {
    const odd = await createMember('"><script>', { email_address: "odd@example.com" })
    const den = await closedRoom(ada, "Odd", [ada, odd])

    const { response, html } = await suggested(await hearth.clientFor(ada), den, '"')
    expect(response.headers.get("content-type")).toStartWith("text/html")
    expect(html).not.toContain("<script>")
    expect(html).toMatch(/^<lexxy-prompt-item search="&quot;&gt;&lt;script&gt;" sgid="[^"]+">/)
    expect(html).toContain('<template type="menu"><img src="/users/')
    expect(html).toContain(
      '<template type="editor" content-type="application/vnd.campfire.mention">',
    )
  })

  test("include everyone, with a count, for people who may mention everyone", async () => {
    const own = await openRoom(bea, "Bea's")
    const [beaClient, adaClient] = [await hearth.clientFor(bea), await hearth.clientFor(ada)]

    expect((await suggested(beaClient, own, "every")).names).toEqual(["@everyone"])
    expect((await suggested(beaClient, own, "")).names.at(-1)).toBe("@everyone")
    expect((await suggested(beaClient, own, "one")).names).toEqual([])
    expect((await suggested(beaClient, hall, "every")).names).toEqual([])
    expect((await suggested(adaClient, hall, "every")).html).toMatch(/data-people="\d+"/)
  })

  test("are a 404 for a room without access", async () => {
    const den = await closedRoom(ada, "Secret", [ada])

    expect((await suggested(await hearth.clientFor(bea), den, "a")).response.status).toBe(404)
  })
})

describe("a message that may not mention everyone", () => {
  const words = () => `Wake up ${mentionOfEveryone()}`

  test("is rejected with a sentence and not stored", async () => {
    const client = await hearth.clientFor(bea)
    const form = { "message[body]": words(), "message[client_message_id]": "wake-up" }

    const response = await client.post(`/rooms/${hall.id}/messages`, form)

    expect(response.status).toBe(422)
    expect(await response.text()).toContain("Only administrators and the room’s creator")
    expect(await messageByClientId("wake-up").catch(() => null)).toBeNull()
  })

  test("is returned with its whole text when it was an edit", async () => {
    const message = await createMessage(hall, bea, "Sleep well")
    const client = await hearth.clientFor(bea)

    const response = await client.patch(`/rooms/${hall.id}/messages/${message.id}`, {
      "message[body]": words(),
    })

    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain("Only administrators and the room’s creator")
    expect(html).toContain("Wake up &lt;action-text-attachment")
    expect((await messageByClientId(message.client_message_id)).body).toBe("Sleep well")
  })
})

describe("a mentioned person", () => {
  test("is shown with their current name everywhere", async () => {
    const room = await openRoom(ada, "Renaming")
    const cyd = await createMember("Cyd")
    const message = await createMessage(room, ada, `Ask ${mention(cyd)}`)
    const reader = await hearth.clientFor(bea)
    const paths = [
      `/rooms/${room.id}`,
      `/rooms/${room.id}/@${message.id}`,
      `/rooms/${room.id}/messages`,
      `/rooms/${room.id}/messages/${message.id}`,
      `/rooms/${room.id}/refresh?since=0`,
    ]
    const named = async (name: string) => {
      const pages = await Promise.all(paths.map(async (path) => (await reader.get(path)).text()))
      return pages.map((page) => page.includes(`>${name}</a></span>`))
    }
    const { headers } = await reader.get(`/rooms/${room.id}/messages`)

    expect(await named("Cyd")).toEqual(paths.map(() => true))
    await (await hearth.clientFor(cyd)).patch("/users/me/profile", { "user[name]": "Cydonia" })

    expect(await named("Cydonia")).toEqual(paths.map(() => true))
    const again = await reader.get(`/rooms/${room.id}/messages`, {
      "if-none-match": headers.get("etag") ?? "",
    })
    expect(again.status).toBe(200)
  })
})

describe("messages as JSON", () => {
  const json = { accept: "application/json" }

  test("have author, body, room and time, in UTC with milliseconds", async () => {
    const room = await openRoom(ada, "Programs")
    const message = await createMessage(room, ada, `<p>Hi ${mention(bea)}</p>`)
    const client = await hearth.clientFor(bea)

    const response = await client.get(`/rooms/${room.id}/messages/${message.id}`, json)

    const url = `${hearth.server.url}/rooms/${room.id}/messages/${message.id}`
    expect(response.headers.get("content-type")).toStartWith("application/json")
    expect(await response.json()).toEqual({
      id: message.id,
      created_at: new Date(Math.floor(message.created_at / 1000)).toISOString(),
      body: {
        plain_text: "Hi @Bea",
        html: expect.stringMatching(/^<div class="trix-content"><p>Hi <span class="mention"/),
      },
      creator: {
        id: ada.id,
        name: "Ada",
        role: "administrator",
        avatar_url: expect.stringContaining(`${hearth.server.url}/users/`),
      },
      room: { id: room.id },
      url,
    })
  })

  test("have a file's name as the text of a message without text", async () => {
    const room = await openRoom(ada, "Files")
    await (await hearth.clientFor(ada)).post(`/rooms/${room.id}/messages`, {
      "message[client_message_id]": "tea",
      "message[attachment]": new File(["tea"], "tea.txt", { type: "text/plain" }),
    })
    const message = await messageByClientId("tea")
    const client = await hearth.clientFor(bea)

    const response = await client.get(`/rooms/${room.id}/messages/${message.id}`, json)

    const { body, attachment } = (await response.json()) as MessageJson // as the contract has it
    expect(body).toEqual({ plain_text: "tea.txt", html: "" })
    expect(attachment).toEqual({
      filename: "tea.txt",
      content_type: "text/plain",
      byte_size: 3,
      url: expect.stringContaining(`${hearth.server.url}/rails/active_storage/blobs/redirect/`),
    })
    expect((await client.get(attachment?.url ?? "")).status).toBe(200)
  })

  test("are ordered, sanitized and filtered as on the page, one page at a time", async () => {
    const room = await openRoom(ada, "Listing")
    const empty = await (await hearth.clientFor(bea)).get(`/rooms/${room.id}/messages`, json)
    const href = "https://example.com/a"
    const one = await createMessage(room, ada, "one")
    await createMessage(room, ada, `<p>${href}</p>${embed({ href, filename: "A" })}`)
    const client = await hearth.clientFor(bea)
    const page = async (query = "") => {
      const response = await client.get(`/rooms/${room.id}/messages${query}`, json)
      return (await response.json()) as MessageJson[] // as the contract has it
    }

    expect([empty.status, await empty.json()]).toEqual([200, []])
    const [first, second] = await page()
    expect(first?.body.plain_text).toBe("one")
    expect(second?.body).toEqual({
      plain_text: href,
      html: expect.stringMatching(/^<div class="trix-content"><span class="og-embed">/),
    })
    expect(await page(`?after=${one.id}`)).toEqual([second as MessageJson])
    expect(await page(`?before=${one.id}`)).toEqual([])
  })

  test("share their URL with the HTML page, and the two are never mixed up", async () => {
    const room = await openRoom(ada, "Both")
    await createMessage(room, ada, "one")
    const client = await hearth.clientFor(bea)
    const path = `/rooms/${room.id}/messages`
    const types = []

    for (const headers of [{}, json, {}, json]) {
      const response = await client.get(path, headers)
      expect(response.headers.get("vary")).toContain("Accept")
      types.push(response.headers.get("content-type")?.split(";")[0])
    }

    expect(types).toEqual(["text/html", "application/json", "text/html", "application/json"])
    expect((await client.get(`/rooms/${room.id}/messages/999999`, json)).status).toBe(404)
  })
})
