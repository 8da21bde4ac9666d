import { afterAll, beforeAll, expect, test } from "bun:test"
import { now, transaction } from "../../src/platform/database/database"
import { type Hearth, openHearth } from "../support/hearth"
import { createMessage, openRoom, scene } from "../support/scene"

let hearth: Hearth
let people: Awaited<ReturnType<typeof scene>>

beforeAll(async () => {
  hearth = await openHearth()
  people = await scene()
})
afterAll(() => hearth.close())

const WELCOME = '<section id="system_welcome"'

test("the oldest room shows an invitation while it has at most 40 messages", async () => {
  const { ada, bea, hall } = people
  const kitchen = await openRoom(ada, "Kitchen")
  const client = await hearth.clientFor(bea)
  const page = async (path: string) => (await client.get(path)).text()

  const empty = await page(`/rooms/${hall.id}`)
  expect(empty).toContain(WELCOME)
  expect(empty).toContain("Welcome to Hearth")
  expect(empty).toContain("Share to invite more people")
  expect(await page(`/rooms/${kitchen.id}`)).not.toContain(WELCOME)

  const { id } = await createMessage(hall, ada, "The first")
  for (let count = 2; count <= 40; count++) await createMessage(hall, ada, `No. ${count}`)
  for (const path of [`/rooms/${hall.id}`, `/rooms/${hall.id}/@${id}`]) {
    const full = await page(path)
    expect(full.indexOf(WELCOME)).toBeGreaterThan(full.indexOf('class="messages"'))
    expect(full.indexOf(WELCOME)).toBeLessThan(full.indexOf("The first"))
  }

  await createMessage(hall, ada, "One too many")
  for (const path of [`/rooms/${hall.id}`, `/rooms/${hall.id}/@${id}`])
    expect(await page(path)).not.toContain(WELCOME)
})

test("the invitation shows the current link, and administrators can replace it", async () => {
  await using own = await openHearth()
  const { ada, bea, hall } = await scene()
  const [administrator, member] = [await own.clientFor(ada), await own.clientFor(bea)]
  const page = async (client: typeof member) => (await client.get(`/rooms/${hall.id}`)).text()
  const linkIn = (html: string) => /id="invite_url"[^>]*value="([^"]+)"/.exec(html)?.[1]

  const before = linkIn(await page(member))
  expect(before).toStartWith(`${own.server.url}/join/`)
  expect(await page(administrator)).toContain("Regenerate join link")
  expect(await page(member)).not.toContain("Regenerate join link")

  await transaction((trx) =>
    trx.updateTable("accounts").set({ join_code: "abcd-efgh-ijkl", updated_at: now() }).execute(),
  )
  expect(linkIn(await page(member))).toBe(`${own.server.url}/join/abcd-efgh-ijkl`)
})
