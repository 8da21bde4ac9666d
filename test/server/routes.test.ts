import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { createApp } from "../../src/app"
import { verify } from "../../src/platform/http/signed"
import { type Hearth, openHearth } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import { changes, DOORS, type Door, nameOf, VISITORS, type Who } from "./routes"
import {
  addressOf,
  type Cast,
  castAt,
  formFor,
  knock,
  type Stage,
  signedIn,
  stageFor,
  stateOf,
  visitorFor,
  withKey,
} from "./routes-scene"

const FORGED = { "sec-fetch-site": "cross-site", origin: "https://evil.example" }
const NOT_FOUND = "Room not found or inaccessible"

let hearth: Hearth
let cast: Cast
/** For those who look, and those who are turned away: nothing ever happens here. */
let still: Stage
let before: Awaited<ReturnType<typeof stateOf>>

beforeAll(async () => {
  hearth = await openHearth({ env: { TRUST_PROXY: "true" } })
  cast = await castAt(hearth)
  still = await stageFor(cast)
  before = await stateOf(still)
})
afterAll(() => hearth.close())

test("every route has its row, and every row its route", () => {
  const { routes } = createApp({ version: "0", revision: "0" })
  const doors = routes.filter(({ method }) => method !== "ALL").map(nameOf)

  expect(DOORS.map(nameOf).toSorted()).toEqual([...new Set(doors)].toSorted())
})

describe("answers to each of the eight:", () => {
  for (const door of DOORS)
    test(nameOf(door), async () => {
      const answers: Record<string, string> = {}
      for (const who of VISITORS) answers[who] = await answerTo(who, door)

      expect(answers).toEqual(door.answers)
    })
})

test("to administrators, rooms that they are not in are as if they were not there", async () => {
  for (const door of DOORS.filter(({ answers }) => /home|404/.test(answers.outsider))) {
    const client = await signedIn(hearth, "administrator", cast.elsewhere)

    const answer = await knockAt(door, "administrator", client, still)

    expect([nameOf(door), answer]).toEqual([nameOf(door), door.answers.outsider])
  }
})

test("what another site has a browser send is refused at every door that changes something", async () => {
  const client = await visitorFor("administrator", cast)
  for (const door of DOORS.filter(changes)) {
    const path = addressOf(door.path, door, still, cast)
    const form = formFor(door, "administrator", still, cast)

    const answer = await knock("administrator", client, {
      method: door.method,
      path,
      form,
      headers: FORGED,
    })

    expect([nameOf(door), answer.status]).toEqual([nameOf(door), 422])
  }
  expect((await client.get(`/rooms/${still.room.id}`)).status).toBe(200)
})

test("a program that nobody signed in is told so instead of being shown the way", async () => {
  for (const door of DOORS.filter(({ answers }) => answers.stranger === "in")) {
    const path = addressOf(door.path, door, still, cast)
    const answer = await hearth.anonymousClient().request(door.method, path, {
      headers: { accept: "application/json" },
    })

    expect([nameOf(door), answer.status]).toEqual([nameOf(door), 401])
  }
})

test("nothing came of anything that was refused", async () => {
  expect(await stateOf(still)).toEqual(before)
})

async function answerTo(who: Who, door: Door) {
  const stage = changes(door) && opens(door, who) ? await stageFor(cast) : still
  return knockAt(door, who, await visitorFor(who, cast), stage)
}

const opens = ({ answers }: Door, who: Who) => !/in|403|404|429|home/.test(answers[who])

/** What comes back, in the words of the table. */
async function knockAt(door: Door, who: Who, client: HttpClient, stage: Stage) {
  const path = addressOf(door.path, door, stage, cast)
  const response = await knock(who, client, {
    method: door.method,
    path: who === "bot" ? withKey(path, cast) : path,
    form: formFor(door, who, stage, cast),
  })
  const { status } = response
  const location = response.headers.get("location")
  if (location === null) return String(status)
  if (location === "/session/new" && status === 302) return "in"
  if (location === "/" && turnedAway(client))
    return status === afterwards(door) ? "home" : `home by ${status}`
  const leadsTo = addressOf(door.leadsTo, door, stage, cast)
  return new Bun.Glob(leadsTo).match(location) ? String(status) : `${status} ${location}`
}
const afterwards = ({ method }: Door) => (method === "GET" ? 302 : 303)

function turnedAway(client: HttpClient) {
  const flash = client.cookies.get("flash")
  client.cookies.delete("flash")
  return flash !== undefined && verify("flash", decodeURIComponent(flash))?.includes(NOT_FOUND)
}
