import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { database } from "../../src/platform/database/database"
import type { Room } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { type Hearth, openHearth } from "../support/hearth"
import {
  closedRoom,
  createMember,
  createMessage,
  membershipOf,
  openRoom,
  removeMember,
  scene,
  setInvolvement,
} from "../support/scene"

let hearth: Hearth
let ada: User
let hall: Room

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, hall } = await scene())
})
afterAll(() => hearth.close())

const idsIn = (html: string) =>
  [...html.matchAll(/data-message-id="(\d+)"/g)].map(([, id]) => Number(id))

const titleOf = (html: string) => /<title>(.*)<\/title>/.exec(html)?.[1]

describe("a room's page", () => {
  test("is shown to members and remembered as the last room", async () => {
    const bea = await hearth.clientFor(await createMember("Bea2"))

    const response = await bea.get(`/rooms/${hall.id}`)
    const page = await response.text()

    expect(response.status).toBe(200)
    expect(titleOf(page)).toBe("All Talk")
    expect(page).toContain('<body class="sidebar"')
    for (const [name, content] of [
      ["current-user-name", "Bea2"],
      ["current-room-id", String(hall.id)],
      ["action-cable-url", "/cable"],
      ["turbo-cache-control", "no-preview"],
    ])
      expect(page).toContain(`<meta name="${name}" content="${content}"`)
    expect(response.headers.getSetCookie()).toContain(
      `last_room=${hall.id}; Path=/; Max-Age=630720000; SameSite=Lax`,
    )
  })

  test("redirects people without access to / with a notice", async () => {
    const outsider = await createMember("Outsider1")
    const cellar = await closedRoom(outsider, "Cellar", [outsider])
    const message = await createMessage(cellar, outsider, "Psst")
    const paths = [`/rooms/${cellar.id}`, `/rooms/${cellar.id}/@${message.id}`]
    const member = await hearth.clientFor(outsider)
    for (const path of paths) expect((await member.get(path)).status).toBe(200)

    for (const path of [...paths, "/rooms/9999", "/rooms/x", "/rooms/1e3", "/rooms/9999/@1"]) {
      const administrator = await hearth.clientFor(ada)
      const response = await administrator.get(path)
      expect(response.status).toBe(302)
      expect(response.headers.get("location")).toBe("/")

      const room = await administrator.follow(await administrator.follow(response))
      const page = await room.text()
      expect(titleOf(page)).toBe("All Talk")
      expect(page).toContain("Room not found or inaccessible")
      const again = await (await administrator.get(`/rooms/${hall.id}`)).text()
      expect(again).not.toContain("Room not found or inaccessible")
    }
  })

  test("exposes nothing to people without access, whatever they request", async () => {
    const insider = await createMember("Insider1")
    const cellar = await closedRoom(insider, "Cellar", [insider])
    const message = await createMessage(cellar, insider, "Psst")
    const requests = [
      ["GET", `/rooms/${cellar.id}/messages`],
      ["GET", `/rooms/${cellar.id}/refresh`],
      ["GET", `/rooms/${cellar.id}/messages/${message.id}`],
      ["GET", `/rooms/${hall.id}/messages/${message.id}`],
      ["GET", `/rooms/${hall.id}/messages?before=${message.id}`],
      ["GET", `/rooms/${hall.id}/messages?after=${message.id}`],
      ["PATCH", `/rooms/${cellar.id}/messages/${message.id}`],
      ["PATCH", `/rooms/${hall.id}/messages/${message.id}`],
      ["DELETE", `/rooms/${cellar.id}/messages/${message.id}`],
      ["DELETE", `/rooms/${hall.id}/messages/${message.id}`],
      ["POST", `/rooms/${cellar.id}/messages`],
    ] as const
    const administrator = await hearth.clientFor(ada)

    for (const [method, path] of requests) {
      const body =
        method === "GET" ? {} : { body: new URLSearchParams({ "message[body]": "Mine" }) }
      const response = await administrator.request(method, path, body)
      expect(`${method} ${path} ${response.status}`).toBe(`${method} ${path} 404`)
      expect(await response.text()).not.toContain("Psst")
    }
    const rows = await database()
      .selectFrom("messages")
      .selectAll()
      .where("room_id", "=", cellar.id)
      .execute()
    expect(rows).toEqual([message])
  })
})

describe("the root path", () => {
  test("redirects to the last room if it is accessible, else to the oldest", async () => {
    const person = await createMember("Kit")
    const client = await hearth.clientFor(person)
    const kitchen = await openRoom(ada, "Kitchen")
    expect((await client.get("/")).headers.get("location")).toBe(`/rooms/${hall.id}`)

    await client.get(`/rooms/${kitchen.id}`)
    expect((await client.get("/")).headers.get("location")).toBe(`/rooms/${kitchen.id}`)

    await removeMember(kitchen, person)
    expect((await client.get("/")).headers.get("location")).toBe(`/rooms/${hall.id}`)
  })

  test("says so when the person is in no room", async () => {
    const person = await createMember("Lee")
    for (const room of await database().selectFrom("rooms").selectAll().execute())
      await removeMember(room, person)
    const client = await hearth.clientFor(person)

    const response = await client.get("/")
    const page = await response.text()

    expect(response.status).toBe(200)
    expect(titleOf(page)).toBe("No rooms yet")
    expect(page).toContain('<body class="sidebar"')
    expect(page).toContain("Lee")
    expect((await client.get("/rooms")).headers.get("location")).toBe("/")
  })
})

test("/rooms redirects to the newest room", async () => {
  const newest = await openRoom(ada, "Newest")

  const response = await (await hearth.clientFor(ada)).get("/rooms")

  expect(response.headers.get("location")).toBe(`/rooms/${newest.id}`)
})

describe("a permalink", () => {
  test("shows the message with 40 before and 40 after", async () => {
    const room = await openRoom(ada, "Long")
    const ids: number[] = []
    for (let index = 0; index < 100; index++)
      ids.push((await createMessage(room, ada, `No. ${index}`)).id)
    const client = await hearth.clientFor(ada)
    const pageAt = async (index: number) =>
      (await client.get(`/rooms/${room.id}/@${ids[index]}`)).text()

    const middle = await pageAt(50)

    expect(idsIn(middle)).toEqual(ids.slice(10, 91))
    expect(idsIn(await pageAt(0))).toEqual(ids.slice(0, 41))
    expect(idsIn(await pageAt(99))).toEqual(ids.slice(59))
  })

  test("of a missing message shows the newest page", async () => {
    const room = await openRoom(ada, "Short")
    const message = await createMessage(room, ada, "Here")
    const elsewhere = await createMessage(hall, ada, "Elsewhere")
    const client = await hearth.clientFor(ada)

    for (const id of [999_999, elsewhere.id, "x", "%00", "@", "-1"]) {
      const response = await client.get(`/rooms/${room.id}/@${id}`)

      expect(response.status).toBe(200)
      expect(idsIn(await response.text())).toEqual([message.id])
    }
  })
})

describe("the sidebar", () => {
  test("lists the visible rooms by name and marks unread ones", async () => {
    const person = await createMember("Reader")
    const own = await closedRoom(person, "aardvarks <& friends>", [person, ada])
    const hidden = await closedRoom(person, "Hidden", [person])
    const foreign = await closedRoom(ada, "Foreign", [ada])
    await setInvolvement(hidden, person, "invisible")
    await createMessage(own, ada, "News")
    const client = await hearth.clientFor(person)

    const frame = await (await client.get("/users/me/sidebar")).text()
    const rooms = [...frame.matchAll(/id="list_room_(\d+)" class="([^"]*)"/g)]

    expect(frame).toStartWith('<turbo-frame id="user_sidebar"')
    expect(rooms[0]?.slice(1)).toEqual([String(own.id), "room unread"])
    expect(frame).toContain("aardvarks &lt;&amp; friends&gt;")
    expect(rooms.map(([, id]) => Number(id))).toContain(hall.id)
    for (const room of [hidden, foreign])
      expect(rooms.map(([, id]) => Number(id))).not.toContain(room.id)
    expect(await membershipOf(own, ada)).toMatchObject({ unread_at: null })
  })
})

describe("an avatar", () => {
  test("is shown to signed-in people under a signed path", async () => {
    const client = await hearth.clientFor(ada)
    const page = await (await client.get("/users/me/sidebar")).text()
    const paths = [...page.matchAll(/src="(\/users\/[^"]+\/avatar\?v=\d+)"/g)]
    const path = paths.at(-1)?.[1] ?? ""

    const response = await client.get(path)
    const again = await client.get(path, { "if-none-match": response.headers.get("etag") ?? "" })

    expect(response.headers.get("content-type")).toBe("image/svg+xml")
    expect(await response.text()).toContain(">A</text>")
    for (const { headers } of [response, again])
      expect(headers.get("cache-control")).toBe(
        "private, max-age=1800, stale-while-revalidate=604800",
      )
    expect(again.status).toBe(304)
    expect((await client.get("/users/1/avatar")).status).toBe(404)
    expect((await hearth.anonymousClient().get(path)).status).toBe(302)
  })
})
