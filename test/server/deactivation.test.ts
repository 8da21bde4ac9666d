import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { database } from "../../src/platform/database/database"
import { hashPassword, type User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import { createMember, createMessage, scene, userById } from "../support/scene"

const PASSWORD = "correct horse"

let hearth: Hearth
let ada: User
let bea: User
let hall: Awaited<ReturnType<typeof scene>>["hall"]

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, bea, hall } = await scene())
})
afterAll(() => hearth.close())

let number = 0
const someone = async (more: Parameters<typeof createMember>[1] = {}) =>
  createMember(`Somebody${++number}`, { password_digest: await hashPassword(PASSWORD), ...more })

const remove = (person: { id: number | string }, by: HttpClient) =>
  by.delete(`/account/users/${person.id}`)

describe("removing a person from the account", () => {
  test("is done by an administrator and redirects to the account", async () => {
    const person = await someone()

    const response = await remove(person, await hearth.clientFor(ada))

    expect([response.status, response.headers.get("location")]).toEqual([303, "/account/edit"])
    expect(await userById(person.id)).toMatchObject({ status: "deactivated" })
  })

  test("is rejected for others, for people already removed, and for oneself", async () => {
    const [person, gone] = [await someone(), await someone()]
    const administrator = await hearth.clientFor(ada)
    await remove(gone, administrator)
    const refused = await remove(person, await hearth.clientFor(bea))

    expect(refused.status).toBe(403)
    expect((await remove(person, hearth.anonymousClient())).headers.get("location")).toBe(
      "/session/new",
    )
    for (const id of [gone.id, 4711, "nonsense"])
      expect((await remove({ id }, administrator)).status).toBe(404)
    expect((await remove(ada, administrator)).status).toBe(422)

    expect(await userById(person.id)).toMatchObject({ status: "active" })
    expect(await userById(ada.id)).toMatchObject({ status: "active" })
  })

  test("signs them out, closes their sockets permanently, and keeps their messages", async () => {
    const person = await someone()
    const message = await createMessage(hall, person, "I was here")
    const client = await hearth.clientFor(person)
    await client.get(`/rooms/${hall.id}`)
    await using socket = await CableClient.open(client)
    await socket.subscribe("PresenceChannel", { room_id: hall.id })
    await using other = await CableClient.open(await hearth.clientFor(bea))

    await remove(person, await hearth.clientFor(ada))

    const disconnect = await socket.waitForFrame(
      ({ type }) => type === "disconnect",
      "the disconnect",
    )
    expect(disconnect).toEqual({ type: "disconnect", reason: "remote", reconnect: false })
    expect(await socket.closed).toMatchObject({ code: 1000 })
    await other.flush()
    expect((await client.get(`/rooms/${hall.id}`)).headers.get("location")).toBe("/session/new")
    const back = await hearth.anonymousClient().post("/session", {
      email_address: person.email_address ?? "",
      password: PASSWORD,
    })
    expect(back.status).toBe(401)
    const page = await (await (await hearth.clientFor(bea)).get(`/rooms/${hall.id}`)).text()
    expect(page).toContain(`message_${message.client_message_id}`)
  })

  test("frees their email address for a new sign-up", async () => {
    const person = await someone()
    await remove(person, await hearth.clientFor(ada))

    const again = await createMember(person.name)

    expect(again.email_address).toBe(person.email_address)
  })

  test("happens once for two concurrent requests, and never to the last administrator", async () => {
    const [one, other] = [
      await someone({ role: "administrator" }),
      await someone({ role: "administrator" }),
    ]
    const person = await someone()
    const [first, second] = [await hearth.clientFor(one), await hearth.clientFor(other)]

    const both = await Promise.all([remove(person, first), remove(person, second)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 404])

    await Promise.all([remove(other, first), remove(one, second)])
    const left = await database()
      .selectFrom("users")
      .select("id")
      .where("id", "in", [one.id, other.id])
      .where("status", "=", "active")
      .execute()
    expect(left).toHaveLength(1)
  })
})
