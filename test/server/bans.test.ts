import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { signStreamName } from "../../src/platform/cable/cable"
import { database } from "../../src/platform/database/database"
import { messagesStream } from "../../src/rooms/room"
import { hashPassword, type User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import { HttpClient } from "../support/http-client"
import { allMessages, createMember, scene, userById } from "../support/scene"

const PASSWORD = "correct horse"

let hearth: Hearth
let ada: User
let bea: User
let hall: { id: number }

beforeAll(async () => {
  hearth = await openHearth({ env: { TRUST_PROXY: "true" } })
  const set = await scene()
  ada = set.ada
  bea = set.bea
  hall = set.hall
})
afterAll(() => hearth.close())

let number = 0
const someone = async (more: Parameters<typeof createMember>[1] = {}) =>
  createMember(`Somebody${++number}`, { password_digest: await hashPassword(PASSWORD), ...more })

const from = (ip: string) => ({ "x-forwarded-for": ip })

/** A client whose latest request came from `ip`. */
async function visitorAt(ip: string, person: User) {
  const client = await hearth.clientFor(person)
  await client.get("/", from(ip))
  return client
}

const ban = async (person: { id: number }, by: HttpClient) => by.post(`/users/${person.id}/ban`)
const unban = async (person: { id: number }, by: HttpClient) => by.delete(`/users/${person.id}/ban`)

describe("a ban", () => {
  test("is created and removed by an administrator, and redirects to the person's page", async () => {
    const person = await someone()
    const administrator = await hearth.clientFor(ada)

    const banned = await ban(person, administrator)
    expect([banned.status, banned.headers.get("location")]).toEqual([302, `/users/${person.id}`])
    expect(await userById(person.id)).toMatchObject({ status: "banned" })

    const lifted = await unban(person, administrator)
    expect([lifted.status, lifted.headers.get("location")]).toEqual([303, `/users/${person.id}`])
    expect(await userById(person.id)).toMatchObject({ status: "active" })
  })

  test("cannot be created or removed by others", async () => {
    const [person, banned] = [await someone(), await someone()]
    await ban(banned, await hearth.clientFor(ada))
    const member = await hearth.clientFor(bea)
    const anonymous = hearth.anonymousClient()

    for (const response of [await ban(person, member), await unban(banned, member)]) {
      expect(response.status).toBe(403)
      expect(await response.text()).toContain("That’s not yours to change")
    }
    expect((await ban(person, anonymous)).headers.get("location")).toBe("/session/new")

    expect(await userById(person.id)).toMatchObject({ status: "active" })
    expect(await userById(banned.id)).toMatchObject({ status: "banned" })
  })

  test("says why it is rejected", async () => {
    const administrator = await hearth.clientFor(ada)
    const robot = await someone({ role: "bot" })
    const twice = await someone()
    await ban(twice, administrator)

    for (const [person, reason] of [
      [ada, "You can’t ban yourself."],
      [robot, "is a bot"],
      [twice, "is banned already"],
    ] as const) {
      const response = await administrator.post(
        `/users/${person.id}/ban`,
        {},
        { accept: "text/html" },
      )
      expect(response.status).toBe(422)
      expect(await response.text()).toContain(reason)
    }
    for (const id of ["4711", "nonsense", "0", "99999999999999999999"])
      expect((await administrator.post(`/users/${id}/ban`)).status).toBe(404)
    expect((await unban(bea, administrator)).status).toBe(422)
  })

  test("signs the person out at once on every device and prevents signing in", async () => {
    const person = await someone()
    const [phone, laptop] = [await hearth.clientFor(person), await hearth.clientFor(person)]
    for (let count = 0; count < 3; count++) await phone.get(`/rooms/${hall.id}`)

    await ban(person, await hearth.clientFor(ada))

    for (const client of [phone, laptop])
      expect((await client.get(`/rooms/${hall.id}`)).headers.get("location")).toBe("/session/new")
    const fresh = hearth.anonymousClient()
    const response = await fresh.post("/session", {
      email_address: person.email_address ?? "",
      password: PASSWORD,
    })
    expect(response.status).toBe(401)
  })

  test("closes the person's sockets permanently, and no others", async () => {
    const person = await someone()
    const client = await hearth.clientFor(person)
    await using phone = await CableClient.open(client)
    await using laptop = await CableClient.open(await hearth.clientFor(person))
    await using other = await CableClient.open(await hearth.clientFor(bea))
    await phone.subscribe("PresenceChannel", { room_id: hall.id })

    await ban(person, await hearth.clientFor(ada))

    for (const socket of [phone, laptop]) {
      const disconnect = await socket.waitForFrame(
        ({ type }) => type === "disconnect",
        "the disconnect",
      )
      expect(disconnect).toEqual({ type: "disconnect", reason: "remote", reconnect: false })
      expect(await socket.closed).toMatchObject({ code: 1000 })
    }
    await other.flush()
    const again = new CableClient(hearth.server.url, {
      headers: { cookie: client.cookieHeader, origin: hearth.server.url },
    })
    expect(await again.waitForFrame(({ type }) => type === "disconnect")).toEqual({
      type: "disconnect",
      reason: "unauthorized",
      reconnect: false,
    })
  })

  test("removes their messages from every screen", async () => {
    const person = await someone()
    const client = await hearth.clientFor(person)
    for (const id of ["ban-1", "ban-2"])
      await client.post(`/rooms/${hall.id}/messages`, {
        "message[body]": "Buy this",
        "message[client_message_id]": id,
      })
    await using reader = await CableClient.open(await hearth.clientFor(bea))
    const stream = await reader.subscribe("RoomMessagesChannel", {
      signed_stream_name: signStreamName(messagesStream(hall)),
    })

    await ban(person, await hearth.clientFor(ada))

    const received = String(await stream.next())
    for (const id of ["ban-1", "ban-2"])
      expect(received).toContain(`<turbo-stream action="remove" target="message_${id}">`)
    const messages = await allMessages()
    expect(messages.filter(({ creator_id }) => creator_id === person.id)).toEqual([])
  })

  test("enqueues the removal in the same transaction", async () => {
    const person = await someone()

    await ban(person, await hearth.clientFor(ada))

    const again = await database()
      .selectFrom("jobs")
      .select("payload")
      .where("name", "=", "clear-messages")
      .execute()
    expect(again.map(({ payload }) => payload)).toContain(JSON.stringify({ user_id: person.id }))
  })
})

describe("a banned address", () => {
  const IP = "198.51.100.77"
  let person: User

  beforeAll(async () => {
    person = await someone()
    await visitorAt(IP, person)
    await visitorAt("192.168.1.20", person)
    await ban(person, await hearth.clientFor(ada))
  })

  test("cannot write, whoever is signed in: 429 with an empty body", async () => {
    const neighbour = await visitorAt(IP, bea)
    const body = { "message[body]": "Hello", "message[client_message_id]": crypto.randomUUID() }

    for (const response of [
      await neighbour.post(`/rooms/${hall.id}/messages`, body, from(IP)),
      await neighbour.delete("/session", {}, from(IP)),
      await neighbour.post("/nowhere", {}, from(IP)),
      await new HttpClient(hearth.server).post("/session", {}, from(IP)),
      await new HttpClient(hearth.server).post(
        "/session",
        {},
        { ...from(IP), origin: "https://evil.example" },
      ),
      await neighbour.post("/session", {}, from(`::ffff:${IP}`)),
    ]) {
      expect(response.status).toBe(429)
      expect(await response.text()).toBe("")
    }
  })

  test("can still read", async () => {
    const neighbour = await visitorAt(IP, bea)

    expect((await neighbour.get(`/rooms/${hall.id}`, from(IP))).status).toBe(200)
    expect(
      (await neighbour.request("HEAD", "/session/new", { headers: from(IP) })).status,
    ).toBeLessThan(400)
    expect((await new HttpClient(hearth.server).get("/session/new", from(IP))).status).toBe(200)
  })

  test("is a single address: others, and shared private addresses, are not affected", async () => {
    const client = await hearth.clientFor(bea)
    for (const ip of ["198.51.100.78", "192.168.1.20", "127.0.0.1"]) {
      const body = { "message[body]": "Hello", "message[client_message_id]": crypto.randomUUID() }
      const response = await client.post(`/rooms/${hall.id}/messages`, body, from(ip))
      expect(response.status).toBe(200)
    }
  })

  test("is unbanned together with its person", async () => {
    const other = await someone()
    await visitorAt("198.51.100.99", other)
    await ban(other, await hearth.clientFor(ada))
    const attempt = () => new HttpClient(hearth.server).post("/session", {}, from("198.51.100.99"))
    expect((await attempt()).status).toBe(429)

    await unban(other, await hearth.clientFor(ada))

    expect((await attempt()).status).toBe(401)
  })
})

test("of two administrators who ban each other at once, one remains", async () => {
  const [one, other] = [
    await someone({ role: "administrator" }),
    await someone({ role: "administrator" }),
  ]
  const [first, second] = [await hearth.clientFor(one), await hearth.clientFor(other)]

  const responses = await Promise.all([ban(other, first), ban(one, second)])

  const statuses = responses.map(({ status }) => status)
  expect(statuses).toContain(302)
  const people = [await userById(one.id), await userById(other.id)]
  expect(people.filter(({ status }) => status === "active")).toHaveLength(1)
})
