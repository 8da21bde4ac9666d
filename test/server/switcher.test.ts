import { afterAll, beforeAll, expect, test } from "bun:test"
import { transaction } from "../../src/platform/database/database"
import { type Hearth, openHearth } from "../support/hearth"
import {
  closedRoom,
  createMember,
  createMessage,
  membershipOf,
  openRoom,
  scene,
} from "../support/scene"

let hearth: Hearth
let people: Awaited<ReturnType<typeof scene>>

beforeAll(async () => {
  hearth = await openHearth()
  people = await scene()
})

afterAll(() => hearth.close())

test("the switcher lists one's own rooms and no others", async () => {
  const { ada, bea } = people
  await openRoom(ada, `Kettle & "Tea"`)
  await closedRoom(bea, "Cellar", [bea])

  const adaClient = await (await (await hearth.clientFor(ada)).get("/users/me/switcher")).text()
  const beaClient = await (
    await (await hearth.clientFor(bea)).get("/users/me/switcher?query=cel")
  ).text()

  expect(adaClient).toContain("Kettle &amp; &quot;Tea&quot;")
  expect(adaClient).not.toContain("Cellar")
  expect(beaClient).toContain("Cellar")
})

test("the switcher requires a session", async () => {
  const answer = await hearth.anonymousClient().get("/users/me/switcher")

  expect(answer.headers.get("location")).toEndWith("/session/new")
})

test("the response is a 304 until something changes", async () => {
  const { ada, bea, hall } = people
  const client = await hearth.clientFor(bea)
  const first = await client.get("/users/me/switcher")
  const etag = { "if-none-match": first.headers.get("etag") ?? "" }
  expect((await client.get("/users/me/switcher", etag)).status).toBe(304)

  await createMessage(hall, ada, "Kettle’s on")

  const unread = await client.get("/users/me/switcher", etag)
  expect(unread.status).toBe(200)
  expect(await unread.text()).toContain("Unread")
})

test("200 rooms and 5,000 people fit into one response", async () => {
  const { ada, bea } = people
  for (let number = 0; number < 200; number++) await closedRoom(ada, `Room ${number}`, [ada])
  await transaction(async (trx) => {
    for (let start = 0; start < 5000; start += 1000)
      await trx
        .insertInto("users")
        .values(Array.from({ length: 1000 }, (_, index) => crowded(start + index)))
        .execute()
  })
  await createMember("Zoë Zimmermann")
  const client = await hearth.clientFor(ada)

  const all = await (await client.get("/users/me/switcher")).text()
  const found = await (await client.get("/users/me/switcher?query=zoe+zim")).text()

  expect(all.match(/href="\/rooms\/\d+"/g)?.length).toBeGreaterThan(200)
  expect(found).toContain("Zoë Zimmermann")
  expect(found.match(/role="option"/g)).toHaveLength(1)
  expect(await (await hearth.clientFor(bea)).get("/users/me/switcher")).toHaveProperty(
    "status",
    200,
  )
})

test("a query of any length and characters is handled", async () => {
  const client = await hearth.clientFor(people.bea)
  for (const query of ["%25_", "%00", "a".repeat(9000), "%F0%9F%8E%89", "(.*"])
    expect((await client.get(`/users/me/switcher?query=${query}`)).status).toBe(200)
})

test("marking a room read works only for accessible rooms", async () => {
  const { ada, bea, hall } = people
  const cellar = await closedRoom(bea, "Wine cellar", [bea])
  await createMessage(hall, ada, "Tea’s ready")
  expect(await membershipOf(hall, bea)).not.toMatchObject({ unread_at: null })

  const beaClient = await hearth.clientFor(bea)
  expect((await beaClient.post(`/rooms/${hall.id}/reading`)).status).toBe(204)
  expect(await membershipOf(hall, bea)).toMatchObject({ unread_at: null })

  const adaClient = await hearth.clientFor(ada)
  for (const id of [cellar.id, 0, 999, "all"])
    expect((await adaClient.post(`/rooms/${id}/reading`)).status).toBe(404)
})

const crowded = (number: number) => ({
  name: `Extra ${number}`,
  created_at: number,
  updated_at: number,
})
