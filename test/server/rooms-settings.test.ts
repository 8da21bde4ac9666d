import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { database, now, transaction } from "../../src/platform/database/database"
import { type Room, startDirect } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import {
  closedRoom,
  createMember,
  createMessage,
  membershipOf,
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

const titleOf = (html: string) => /<title>(.*)<\/title>/.exec(html)?.[1]
const switches = (html: string) =>
  [...html.matchAll(/<input type="checkbox"[^>]*>/g)].map(([input]) => ({
    name: /aria-label="Give (.*) access to this room"/.exec(input)?.[1],
    on: / checked/.test(input),
  }))
const rooms = () => database().selectFrom("rooms").selectAll().orderBy("id").execute()
const roomNamed = (name: string) =>
  database().selectFrom("rooms").selectAll().where("name", "=", name).executeTakeFirstOrThrow()
const settings = (room: Room, name: string, people: User[] = []) => ({
  "room[name]": name,
  "user_ids[]": people.map(({ id }) => id),
  _: room.id,
})

async function members(room: { id: number }) {
  const rows = await database()
    .selectFrom("memberships")
    .select("user_id")
    .where("room_id", "=", room.id)
    .orderBy("user_id")
    .execute()
  return rows.map(({ user_id }) => user_id)
}

async function expectNotFound(client: HttpClient, response: Response) {
  expect([302, 303]).toContain(response.status)
  expect(response.headers.get("location")).toBe("/")
  const page = await (await client.follow(await client.follow(response))).text()
  expect(page).toContain("Room not found or inaccessible")
}

describe("creating a room", () => {
  test("through the open form creates an open room and shows it", async () => {
    const client = await hearth.clientFor(bea)
    const form = await (await client.get("/rooms/opens/new")).text()

    const response = await client.post("/rooms/opens", { "room[name]": "  Kitchen  " })

    expect(titleOf(form)).toBe("New chat room")
    expect(form).toContain('<form class="room-form__form" action="/rooms/opens" method="post">')
    expect(form).toContain('placeholder="Name the room"')
    expect(form).toContain("Give only some access to this room")
    expect(form).not.toContain("_method")
    expect(switches(form)).toEqual([])
    const room = await roomNamed("Kitchen")
    expect(room).toMatchObject({ type: "open", creator_id: bea.id })
    expect(response.status).toBe(302)
    expect(response.headers.get("location")).toBe(`/rooms/${room.id}`)
    expect(await members(room)).toContain(ada.id)
  })

  test("through the closed form adds the chosen people and the creator", async () => {
    const client = await hearth.clientFor(bea)
    const cy = await createMember("Cy")
    const form = await (await client.get("/rooms/closeds/new")).text()

    await client.post("/rooms/closeds", { "room[name]": "Cellar", "user_ids[]": [cy.id, "x"] })

    expect(switches(form)).toEqual([
      { name: "Ada", on: false },
      { name: "Bea", on: true },
      { name: "Cy", on: false },
    ])
    expect(form).toContain("Give everyone access to this room")
    expect(await members(await roomNamed("Cellar"))).toEqual([bea.id, cy.id])
  })

  test("without fields is a 400; with an invalid name, a 422 with all input", async () => {
    const client = await hearth.clientFor(bea)
    const before = await rooms()
    const tooLong = `${"a".repeat(100)} `.repeat(2)

    expect((await client.post("/rooms/opens", {})).status).toBe(400)
    expect((await client.post("/rooms/closeds", { "user_ids[]": [bea.id] })).status).toBe(400)
    for (const name of ["", "   ", tooLong]) {
      const response = await client.post("/rooms/closeds", {
        "room[name]": name,
        "user_ids[]": [ada.id],
      })
      const page = await response.text()
      expect(response.status).toBe(422)
      expect(page).toContain(`value="${name}"`)
      expect(page).toMatch(/<p id="room_name_error"[^>]*>(Please name|A room’s name has at most)/)
      expect(switches(page)).toContainEqual({ name: "Ada", on: true })
    }

    expect(await rooms()).toEqual(before)
    await client.post("/rooms/opens", { "room[name]": `  ${"ä".repeat(100)}  ` })
    await client.post("/rooms/opens", { "room[colour]": "red" })
    expect((await rooms()).slice(before.length).map(({ name }) => name)).toEqual([
      "ä".repeat(100),
      "New room",
    ])
  })

  test("is limited to administrators if the account says so; direct messages are not", async () => {
    const member = await hearth.clientFor(bea)
    const administrator = await hearth.clientFor(ada)
    const restrict = (on: boolean) =>
      transaction((trx) =>
        trx
          .updateTable("accounts")
          .set({
            settings: JSON.stringify({ restrict_room_creation_to_administrators: on }),
            updated_at: now(),
          })
          .execute(),
      )
    await restrict(true)
    const before = await rooms()

    for (const kind of ["opens", "closeds"]) {
      expect((await member.get(`/rooms/${kind}/new`)).status).toBe(403)
      expect((await member.post(`/rooms/${kind}`, { "room[name]": "No" })).status).toBe(403)
      expect((await administrator.get(`/rooms/${kind}/new`)).status).toBe(200)
    }
    expect(await rooms()).toEqual(before)
    expect((await administrator.post("/rooms/opens", { "room[name]": "Yes" })).status).toBe(302)
    expect((await member.post("/rooms/directs", { "user_ids[]": [ada.id] })).status).toBe(302)
    await restrict(false)
    expect((await member.get("/rooms/opens/new")).status).toBe(200)
  })
})

describe("a room's settings", () => {
  test("can be changed by administrators and the room's creator", async () => {
    const cy = await createMember("Cy2")
    const room = await openRoom(bea, "Den")

    for (const [person, name] of [
      [bea, "Bea's den"],
      [ada, "Ada's den"],
    ] as const) {
      const client = await hearth.clientFor(person)
      const page = await (await client.get(`/rooms/opens/${room.id}/edit`)).text()
      expect(page).toContain(">Save<")
      const response = await client.put(`/rooms/opens/${room.id}`, { "room[name]": name })
      expect(response.status).toBe(303)
      expect(response.headers.get("location")).toBe(`/rooms/${room.id}`)
      expect(await roomNamed(name)).toMatchObject({ id: room.id })
    }

    const member = await hearth.clientFor(cy)
    for (const kind of ["opens", "closeds"]) {
      const page = await (await member.get(`/rooms/${kind}/${room.id}/edit`)).text()
      expect(titleOf(page)).toBe("Edit settings for Ada&#39;s den")
      expect(page).not.toContain(">Save<")
      expect(page).not.toContain("Delete")
      expect(switches(page)).toEqual([])
      const form = { "room[name]": "Mine", "user_ids[]": [cy.id] }
      expect((await member.put(`/rooms/${kind}/${room.id}`, form)).status).toBe(403)
    }
    expect((await member.delete(`/rooms/${room.id}`)).status).toBe(403)
    expect(await roomNamed("Ada's den")).toMatchObject({ type: "open", deleted_at: null })
  })

  test("list members, then others, by name regardless of case", async () => {
    const maker = await createMember("Zoe")
    const lower = await createMember("anton")
    const room = await closedRoom(maker, "Sorted", [maker, lower])
    const client = await hearth.clientFor(maker)

    const people = switches(await (await client.get(`/rooms/closeds/${room.id}/edit`)).text())

    expect(people.slice(0, 2)).toEqual([
      { name: "anton", on: true },
      { name: "Zoe", on: true },
    ])
    const others = people.slice(2)
    expect(others.every(({ on }) => !on)).toBe(true)
    const names = others.map(({ name }) => name?.toLowerCase() ?? "")
    expect(names).toEqual(names.toSorted())
  })

  test("preview the other type, and saving converts the room", async () => {
    const cy = await createMember("Cy3")
    const room = await openRoom(ada, "Open to some")
    const client = await hearth.clientFor(ada)
    const preview = await (await client.get(`/rooms/closeds/${room.id}/edit`)).text()
    expect(switches(preview).every(({ on }) => on)).toBe(true)
    expect(preview).toContain(`href="/rooms/opens/${room.id}/edit" data-turbo-action="replace"`)
    expect(await roomNamed("Open to some")).toMatchObject({ type: "open" })

    await client.put(`/rooms/closeds/${room.id}`, settings(room, "Some", [ada, cy]))
    expect(await roomNamed("Some")).toMatchObject({ id: room.id, type: "closed" })
    expect(await members(room)).toEqual([ada.id, cy.id])

    await client.patch(`/rooms/opens/${room.id}`, settings(room, "All"))
    expect(await roomNamed("All")).toMatchObject({ id: room.id, type: "open" })
    expect(await members(room)).toContain(bea.id)
  })

  test("require at least one member: an empty list is a 422 and changes nothing", async () => {
    const room = await closedRoom(ada, "Never empty", [ada, bea])
    const client = await hearth.clientFor(ada)

    const response = await client.put(`/rooms/closeds/${room.id}`, { "room[name]": "Empty" })
    const page = await response.text()

    expect(response.status).toBe(422)
    expect(page).toContain("A room needs somebody in it")
    expect(page).toContain('value="Empty"')
    expect(switches(page).some(({ on }) => on)).toBe(false)
    expect(await members(room)).toEqual([ada.id, bea.id])
    expect(await roomNamed("Never empty")).toMatchObject({ id: room.id })
  })

  test("allow people to remove themselves, which redirects to /", async () => {
    const room = await closedRoom(ada, "Without me", [ada, bea])
    const client = await hearth.clientFor(ada)

    const response = await client.put(`/rooms/closeds/${room.id}`, settings(room, "Theirs", [bea]))

    expect(await members(room)).toEqual([bea.id])
    const away = await client.follow(response)
    expect(away.headers.get("location")).toBe("/")
  })

  test("have a filter for more than 20 people", async () => {
    const client = await hearth.clientFor(ada)
    const form = async () => (await client.get("/rooms/closeds/new")).text()
    const here = switches(await form()).length
    expect(here).toBeLessThan(20)

    for (let count = here; count < 20; count++) await createMember(`Person ${count}`)
    expect(switches(await form())).toHaveLength(20)
    expect(await form()).not.toContain("Filter…")

    await createMember("Person 20")
    expect(await form()).toContain('aria-label="Filter…"')
    expect(await form()).toContain('<li data-value="person 20">')
  })
})

describe("inaccessible rooms", () => {
  test("are not found by any settings route, for administrators either", async () => {
    const cellar = await closedRoom(bea, "Bea's own", [bea])
    const direct = await startDirect(bea, [(await createMember("Dee")).id])
    const own_direct = await startDirect(ada, [bea.id])
    const client = await hearth.clientFor(ada)
    const form = { "room[name]": "Mine", "user_ids[]": [ada.id] }
    const before = await rooms()

    for (const id of [cellar.id, direct.id, own_direct.id, 9999, "x"])
      for (const kind of ["opens", "closeds"]) {
        const path = `/rooms/${kind}/${id}`
        await expectNotFound(client, await client.get(path))
        await expectNotFound(client, await client.get(`${path}/edit`))
        await expectNotFound(client, await client.put(path, form))
      }
    for (const id of [cellar.id, direct.id, own_direct.id, 9999])
      await expectNotFound(client, await client.delete(`/rooms/${id}`))
    for (const id of [cellar.id, direct.id, hall.id, 9999, "x"]) {
      await expectNotFound(client, await client.get(`/rooms/directs/${id}`))
      await expectNotFound(client, await client.get(`/rooms/directs/${id}/edit`))
      await expectNotFound(client, await client.delete(`/rooms/directs/${id}`))
    }

    expect(await rooms()).toEqual(before)
    expect(await members(cellar)).toEqual([bea.id])
  })

  test("accessible rooms redirect from their type's path to their page", async () => {
    const direct = await startDirect(ada, [bea.id])
    const client = await hearth.clientFor(ada)

    for (const [kind, id] of [
      ["opens", hall.id],
      ["closeds", hall.id],
      ["directs", direct.id],
    ]) {
      const response = await client.get(`/rooms/${kind}/${id}`)
      expect(response.status).toBe(302)
      expect(response.headers.get("location")).toBe(`/rooms/${id}`)
    }
  })
})

describe("removing a room", () => {
  test("redirects to /, and a later post says that the room is gone", async () => {
    const room = await closedRoom(bea, "Short-lived", [ada, bea])
    await createMessage(room, ada, "Hello")
    const [remover, writer] = [await hearth.clientFor(bea), await hearth.clientFor(ada)]

    const response = await remover.delete(`/rooms/${room.id}`)
    const late = await writer.post(`/rooms/${room.id}/messages`, { "message[body]": "Too late" })

    expect(response.status).toBe(303)
    expect(response.headers.get("location")).toBe("/")
    expect(late.status).toBe(404)
    const frame = await late.text()
    expect(frame).toStartWith('<turbo-frame id="composer-frame">')
    expect(frame).toContain("This room was deleted.")
    await expectNotFound(writer, await writer.get(`/rooms/${room.id}`))
  })

  test("is allowed for any member of a direct message", async () => {
    const dora = await createMember("Dora")
    const direct = await startDirect(ada, [dora.id])
    const client = await hearth.clientFor(dora)

    const page = await (await client.get(`/rooms/directs/${direct.id}/edit`)).text()
    const response = await client.delete(`/rooms/directs/${direct.id}`)

    expect(page).toContain("Delete Ping")
    expect(page).toContain(">Ada<")
    expect(response.status).toBe(303)
    expect(response.headers.get("location")).toBe("/")
    await expectNotFound(client, await client.get(`/rooms/${direct.id}`))
  })
})

describe("the notification bell", () => {
  test("shows the current involvement and sets the next one inside its frame", async () => {
    const client = await hearth.clientFor(await createMember("Listener"))
    const path = `/rooms/${hall.id}/involvement`
    const inFrame = { "turbo-frame": `involvement_room_${hall.id}` }
    const texts: string[] = []

    for (const [current, next] of [
      ["mentions", "everything"],
      ["everything", "nothing"],
      ["nothing", "invisible"],
      ["invisible", "mentions"],
    ]) {
      const frame = await (await client.get(path, inFrame)).text()
      expect(frame).toStartWith(`<turbo-frame id="involvement_room_${hall.id}">`)
      expect(frame).toContain(`action="${path}?involvement=${next}"`)
      expect(frame).toContain(`aria-labelledby="involvement_label_room_${hall.id}"`)
      expect(frame).toMatch(new RegExp(`<button[^>]*class="[^"]*\\b${current}"`))
      texts.push(/title="([^"]*)"/.exec(frame)?.[1] ?? "")
      const response = await client.put(`${path}?involvement=${next}`)
      expect(response.status).toBe(303)
      expect(response.headers.get("location")).toBe(path)
    }

    expect(texts).toEqual([
      "Notifying about @ mentions",
      "Notifying about all messages",
      "Notifications are off",
      "Notifications are off and room invisible in sidebar",
    ])
  })

  test("is in the room's header, beside the settings link", async () => {
    const room = await closedRoom(bea, "With a bell", [bea, ada])
    const direct = await startDirect(bea, [ada.id])
    const client = await hearth.clientFor(bea)
    const pageOf = async ({ id }: { id: number }) => (await client.get(`/rooms/${id}`)).text()

    const page = await pageOf(room)
    expect(page).toMatch(/<h1 id="title_room_\d+" class="nav__title" dir="auto">With a bell<\/h1>/)
    expect(page).toContain(`href="/rooms/closeds/${room.id}/edit" title="Settings for this room"`)
    expect(page).toContain("Notification settings for this room")
    expect(page).toContain("Notifying about @ mentions")
    await client.put(`/rooms/${room.id}/involvement?involvement=nothing`)
    expect(await pageOf(room)).toContain("Notifications are off")

    const talk = await pageOf(direct)
    expect(talk).toContain('<span class="for-screen-reader" dir="ltr">Ping with </span>Ada</h1>')
    expect(talk).toContain(`href="/rooms/directs/${direct.id}/edit" title="Settings for this Ping"`)
    expect(talk).toContain("Notification settings for this Ping")
    expect(titleOf(talk)).toBe("Ada")
  })

  test("accepts no other value and changes only one's own membership", async () => {
    const cellar = await closedRoom(bea, "Quiet", [bea])
    const direct = await startDirect(ada, [bea.id])
    const client = await hearth.clientFor(ada)

    for (const [room, value] of [
      [hall, "loud"],
      [hall, ""],
      [direct, "mentions"],
      [direct, "invisible"],
    ] as const)
      expect((await client.put(`/rooms/${room.id}/involvement?involvement=${value}`)).status).toBe(
        422,
      )
    expect((await client.get(`/rooms/${cellar.id}/involvement`)).status).toBe(404)
    expect((await client.put(`/rooms/${cellar.id}/involvement?involvement=nothing`)).status).toBe(
      404,
    )
    expect(await membershipOf(cellar, bea)).toMatchObject({ involvement: "mentions" })
  })
})

describe("realtime updates", () => {
  test("continue after a conversion for everyone who keeps access", async () => {
    const room = await openRoom(ada, "Converted")
    const client = await hearth.clientFor(bea)
    const writer = await hearth.clientFor(ada)
    const page = await (await client.get(`/rooms/${room.id}`)).text()
    const signed_stream_name = streamOf(page)
    await using cable = await CableClient.open(client)
    const stream = await cable.subscribe("RoomMessagesChannel", { signed_stream_name })

    await writer.put(`/rooms/closeds/${room.id}`, settings(room, "Converted", [ada, bea]))
    await writer.post(`/rooms/${room.id}/messages`, { "message[body]": "Still here?" })

    expect(await stream.next()).toContain("Still here?")
  })

  test("stop for people who lose access, and they cannot subscribe again", async () => {
    const room = await closedRoom(ada, "Members only", [ada, bea])
    const client = await hearth.clientFor(bea)
    const writer = await hearth.clientFor(ada)
    const page = await (await client.get(`/rooms/${room.id}`)).text()
    const params = { signed_stream_name: streamOf(page) }
    await using cable = await CableClient.open(client)
    const stream = await cable.subscribe("RoomMessagesChannel", params)
    await cable.subscribe("PresenceChannel", { room_id: room.id })

    await writer.put(`/rooms/closeds/${room.id}`, settings(room, "Members only", [ada]))
    await writer.post(`/rooms/${room.id}/messages`, { "message[body]": "Without you" })

    await cable.waitForFrame(
      ({ type, identifier }) => type === "reject_subscription" && identifier === stream.identifier,
    )
    expect(await cable.trySubscribe("RoomMessagesChannel", params)).toBeNull()
    expect(await cable.trySubscribe("PresenceChannel", { room_id: room.id })).toBeNull()
    expect(JSON.stringify(cable.frames)).not.toContain("Without you")
  })
})

const streamOf = (page: string) =>
  /channel="RoomMessagesChannel" signed-stream-name="([^"]+)"/.exec(page)?.[1] ?? ""
