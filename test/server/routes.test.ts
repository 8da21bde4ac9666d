import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { createApp } from "../../src/app"
import { verify } from "../../src/platform/http/signed"
import { type Hearth, openHearth } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import { changes, ROLES, ROUTES, type Role, type Route, titleOf } from "./routes"
import {
  addressOf,
  clientOf,
  createFixture,
  createUsers,
  type Fixture,
  formFor,
  send,
  signedIn,
  stateOf,
  type Users,
  withKey,
} from "./routes-fixture"

const FORGED = { "sec-fetch-site": "cross-site", origin: "https://evil.example" }
const NOT_FOUND = "Room not found or inaccessible"

let hearth: Hearth
let users: Users
/** For requests that change nothing or are rejected; nothing may change here. */
let unchanged: Fixture
let before: Awaited<ReturnType<typeof stateOf>>

beforeAll(async () => {
  hearth = await openHearth({ env: { TRUST_PROXY: "true" } })
  users = await createUsers(hearth)
  unchanged = await createFixture(users)
  before = await stateOf(unchanged)
})
afterAll(() => hearth.close())

test("every route has a row, and every row a route", () => {
  const { routes } = createApp({ version: "0", revision: "0" })
  const served = routes.filter(({ method }) => method !== "ALL").map(titleOf)

  expect(ROUTES.map(titleOf).toSorted()).toEqual([...new Set(served)].toSorted())
})

describe("responses to each role:", () => {
  for (const route of ROUTES)
    test(titleOf(route), async () => {
      const responses: Record<string, string> = {}
      for (const role of ROLES) responses[role] = await responseTo(role, route)

      expect(responses).toEqual(route.responses)
    })
})

test("administrators cannot distinguish inaccessible rooms from missing ones", async () => {
  for (const route of ROUTES.filter(({ responses }) => /home|404/.test(responses.outsider))) {
    const client = await signedIn(hearth, "administrator", users.elsewhere)

    const answer = await requestAs(route, "administrator", client, unchanged)

    expect([titleOf(route), answer]).toEqual([titleOf(route), route.responses.outsider])
  }
})

test("cross-site requests are rejected by every route that changes something", async () => {
  const client = await clientOf("administrator", users)
  for (const route of ROUTES.filter(changes)) {
    const path = addressOf(route.path, route, unchanged, users)
    const form = formFor(route, "administrator", unchanged, users)

    const answer = await send("administrator", client, {
      method: route.method,
      path,
      form,
      headers: FORGED,
    })

    expect([titleOf(route), answer.status]).toEqual([titleOf(route), 422])
  }
  expect((await client.get(`/rooms/${unchanged.room.id}`)).status).toBe(200)
})

test("a JSON request without a session is a 401 and not a redirect", async () => {
  for (const route of ROUTES.filter(({ responses }) => responses.anonymous === "in")) {
    const path = addressOf(route.path, route, unchanged, users)
    const answer = await hearth.anonymousClient().request(route.method, path, {
      headers: { accept: "application/json" },
    })

    expect([titleOf(route), answer.status]).toEqual([titleOf(route), 401])
  }
})

test("rejected requests changed nothing", async () => {
  expect(await stateOf(unchanged)).toEqual(before)
})

async function responseTo(role: Role, route: Route) {
  const fixture = changes(route) && allows(route, role) ? await createFixture(users) : unchanged
  return requestAs(route, role, await clientOf(role, users), fixture)
}

const allows = ({ responses }: Route, role: Role) => !/in|403|404|429|home/.test(responses[role])

/** The response in the notation of the table. */
async function requestAs(route: Route, role: Role, client: HttpClient, fixture: Fixture) {
  const path = addressOf(route.path, route, fixture, users)
  const response = await send(role, client, {
    method: route.method,
    path: role === "bot" ? withKey(path, users) : path,
    form: formFor(route, role, fixture, users),
  })
  const { status } = response
  const location = response.headers.get("location")
  if (location === null) return String(status)
  if (location === "/session/new" && status === 302) return "in"
  if (location === "/" && isNotFound(client))
    return status === redirectStatus(route) ? "home" : `home by ${status}`
  const redirect = addressOf(route.redirect, route, fixture, users)
  return new Bun.Glob(redirect).match(location) ? String(status) : `${status} ${location}`
}
const redirectStatus = ({ method }: Route) => (method === "GET" ? 302 : 303)

function isNotFound(client: HttpClient) {
  const flash = client.cookies.get("flash")
  client.cookies.delete("flash")
  return flash !== undefined && verify("flash", decodeURIComponent(flash))?.includes(NOT_FOUND)
}
