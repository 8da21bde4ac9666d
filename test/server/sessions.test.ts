import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { database, transaction } from "../../src/platform/database/database"
import { sessionCookie, startSession } from "../../src/sessions/session"
import { hashPassword, type User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import { HttpClient } from "../support/http-client"
import { createMember, scene } from "../support/scene"

const PASSWORD = "correct horse"
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"

let hearth: Hearth
let ada: User

beforeAll(async () => {
  hearth = await openHearth()
  ada = (await scene()).ada
})
afterAll(() => hearth.close())

let number = 0
const someone = async () =>
  createMember(`Somebody${++number}`, { password_digest: await hashPassword(PASSWORD) })

/** Signs in with a user agent of its own. */
async function device(person: User, user_agent: string | null, ip_address: string | null) {
  const session = await transaction((trx) => startSession(trx, person, { user_agent, ip_address }))
  const client = new HttpClient(hearth.server)
  client.cookies.set("session_token", sessionCookie(session.token))
  return Object.assign(client, { session })
}

const idsOf = async (person: User) =>
  (
    await database()
      .selectFrom("sessions")
      .select("id")
      .where("user_id", "=", person.id)
      .orderBy("id")
      .execute()
  ).map(({ id }) => id)

const disconnect = { type: "disconnect", reason: "remote", reconnect: false }
const receivedDisconnect = (socket: CableClient) =>
  socket.waitForFrame(({ type }) => type === "disconnect", "the disconnect")

describe("the list of devices", () => {
  test("shows one's own sessions, marks the current one, and shows no others", async () => {
    const person = await someone()
    await device(person, FIREFOX, "198.51.100.4")
    await device(person, null, null)
    await device(ada, FIREFOX, "198.51.100.200")
    const here = await hearth.clientFor(person)

    const page = await (await here.get("/users/me/sessions")).text()
    const items = [...page.matchAll(/<li class="device">.*?<\/li>/gs)].map(([item]) => item)

    expect(items).toHaveLength(3)
    expect(items[0]).toContain("HearthTest")
    expect(items[0]).toContain("This device")
    expect(items[0]).not.toContain("Sign out")
    expect(items.slice(1).every((item) => item.includes("Sign out"))).toBe(true)
    expect(page).toContain("Firefox on Linux")
    expect(page).toContain("198.51.100.4 ")
    expect(page).toContain("Unknown device")
    expect(page).toContain("Unknown address")
    expect(page).not.toContain("198.51.100.200")
    expect(page).toContain("Sign out everywhere else")
    expect(page).toContain('<turbo-frame id="sessions">')
  })

  test("has no sign-out button when there is only one", async () => {
    const page = await (
      await (await hearth.clientFor(await someone())).get("/users/me/sessions")
    ).text()

    expect(page).not.toContain("Sign out everywhere else")
  })

  test("escapes user agents", async () => {
    const person = await someone()
    await device(person, '"><script>alert(1)</script>', "<b>")

    const page = await (await (await hearth.clientFor(person)).get("/users/me/sessions")).text()

    expect(page).not.toContain("<script>alert")
    expect(page).not.toContain("<b>")
  })

  test("is linked from the profile", async () => {
    const page = await (await (await hearth.clientFor(ada)).get("/users/me/profile")).text()

    expect(page).toContain('<turbo-frame id="sessions" src="/users/me/sessions"')
  })
})

describe("signing out elsewhere", () => {
  test("ends one device's session and closes its sockets", async () => {
    const person = await someone()
    const [here, phone, tablet] = [
      await hearth.clientFor(person),
      await hearth.clientFor(person),
      await hearth.clientFor(person),
    ]
    await using socket = await CableClient.open(phone)
    await using other = await CableClient.open(tablet)

    const response = await here.delete(`/users/me/sessions/${phone.session.id}`)

    expect([response.status, response.headers.get("location")]).toEqual([303, "/users/me/sessions"])
    expect(await receivedDisconnect(socket)).toEqual(disconnect)
    await other.flush()
    expect((await phone.get("/rooms/1")).headers.get("location")).toBe("/session/new")
    expect((await tablet.get("/rooms/1")).status).toBe(200)
    expect(await idsOf(person)).toEqual([here.session.id, tablet.session.id])
  })

  test("works only for one's own sessions: others are a 404", async () => {
    const person = await someone()
    const hers = await hearth.clientFor(ada)
    const here = await hearth.clientFor(person)

    for (const id of [hers.session.id, 4711, "nonsense", "-1"])
      expect((await here.delete(`/users/me/sessions/${id}`)).status).toBe(404)

    expect((await hers.get("/rooms/1")).status).toBe(200)
    expect(
      (await hearth.anonymousClient().delete("/users/me/sessions")).headers.get("location"),
    ).toBe("/session/new")
  })

  test("on all devices ends all sessions but this one, with their sockets", async () => {
    const person = await someone()
    const [here, phone, tablet] = [
      await hearth.clientFor(person),
      await hearth.clientFor(person),
      await hearth.clientFor(person),
    ]
    await using mine = await CableClient.open(here)
    await using first = await CableClient.open(phone)
    await using second = await CableClient.open(tablet)

    const response = await here.post("/users/me/sessions", { _method: "delete" })

    expect([response.status, response.headers.get("location")]).toEqual([303, "/users/me/sessions"])
    for (const socket of [first, second])
      expect(await receivedDisconnect(socket)).toEqual(disconnect)
    await mine.flush()
    expect(await idsOf(person)).toEqual([here.session.id])
    expect((await here.get("/rooms/1")).status).toBe(200)
  })

  test("happens with a new password, too", async () => {
    const person = await someone()
    const [here, phone] = [await hearth.clientFor(person), await hearth.clientFor(person)]
    await using mine = await CableClient.open(here)
    await using socket = await CableClient.open(phone)

    const response = await here.patch("/users/me/profile", {
      "user[password]": "battery staple",
      "user[current_password]": PASSWORD,
    })

    expect(response.status).toBe(303)
    expect(await receivedDisconnect(socket)).toEqual(disconnect)
    await mine.flush()
    expect(await idsOf(person)).toEqual([here.session.id])
  })
})
