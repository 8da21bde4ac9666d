import { afterAll, beforeAll, expect, test } from "bun:test"
import { database, now, transaction } from "../../src/platform/database/database"
import { sign } from "../../src/platform/http/signed"
import { type Hearth, openHearth } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import { createMember, scene } from "../support/scene"

const PREVIEW = {
  title: "Tea & <b>cake</b>",
  url: "https://tea.example/",
  image: null,
  description: "Hot",
}

let hearth: Hearth
let client: HttpClient

beforeAll(async () => {
  hearth = await openHearth()
  const { bea } = await scene()
  client = await hearth.clientFor(bea)
  await transaction((trx) =>
    trx
      .insertInto("unfurls")
      .values({
        url: "https://tea.example/",
        preview: JSON.stringify(PREVIEW),
        expires_at: now() + 3_600_000_000,
        created_at: now(),
        updated_at: now(),
      })
      .execute(),
  )
})
afterAll(() => hearth.close())

const unfurl = (body: string, by = client) =>
  by.request("POST", "/unfurl_link", {
    body,
    headers: {
      "content-type": "application/json",
      accept: "application/json",
      "sec-fetch-site": "same-origin",
    },
  })

test("a cached link has its four parts", async () => {
  const response = await unfurl(JSON.stringify({ url: "https://tea.example" }))

  expect([response.status, await response.json()]).toEqual([200, PREVIEW])
})

test("a link that cannot be shown is a 204, and a missing URL is a 400", async () => {
  for (const url of [
    "ftp://tea.example/",
    "nonsense",
    `http://127.0.0.1:${new URL(hearth.server.url).port}/up`,
    "http://localhost/",
    "https://x.com.invalid/",
  ])
    expect([url, (await unfurl(JSON.stringify({ url }))).status]).toEqual([url, 204])
  for (const body of ["", "{}", '{"url":""}', '{"url":7}', "[]", "{"])
    expect([body, (await unfurl(body)).status]).toEqual([body, 400])
})

test("more than thirty links in a minute are rejected", async () => {
  const eager = await hearth.clientFor(await createMember("Eager"))
  const body = JSON.stringify({ url: "https://tea.example/" })
  for (let count = 1; count <= 30; count++) expect((await unfurl(body, eager)).status).toBe(200)

  expect((await unfurl(body, eager)).status).toBe(429)
  expect((await unfurl(body)).status).toBe(200)
})

test("proxied images must be signed and must not be on private addresses", async () => {
  const paths = [
    `/unfurled_images/${sign("unfurled-image", `${hearth.server.url}/assets/icon.png`)}`,
    `/unfurled_images/${sign("mention", "https://tea.example/a.png")}`,
    "/unfurled_images/nonsense",
  ]
  for (const path of paths) expect([path, (await client.get(path)).status]).toEqual([path, 404])
  expect(await database().selectFrom("unfurls").select("id").execute()).not.toEqual([])
})
