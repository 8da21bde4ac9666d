import { afterAll, beforeAll, expect, test } from "bun:test"
import { seconds } from "../../src/platform/database/database"
import type { Room } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import { agePresences } from "../support/presence"
import { createMember, openTab, scene } from "../support/scene"
import { eventually } from "../support/timeouts"

let hearth: Hearth
let ada: User
let hall: Room

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, hall } = await scene())
})
afterAll(() => hearth.close())

async function pageOf(user: User) {
  const client = await hearth.clientFor(ada)
  return (await client.get(`/users/${user.id}`)).text()
}

test("a person's page says that they are here, and afterwards when they were last seen", async () => {
  const bob = await createMember("Bob")
  expect(await pageOf(bob)).not.toContain("Last seen")
  const cable = await CableClient.open(await hearth.clientFor(bob))
  await cable.subscribe("PresenceChannel", { room_id: hall.id })
  expect(await pageOf(bob)).toContain("Here now")

  await cable.close()

  await eventually(async () => (await pageOf(bob)).includes("Last seen <time datetime="))
  expect(await pageOf(bob)).not.toContain("Here now")
})

test("presence of another process counts, as long as it has not expired", async () => {
  const cy = await createMember("Cy")
  await openTab(hall, cy)
  expect(await pageOf(cy)).toContain("Here now")

  await agePresences(seconds(61))

  expect(await pageOf(cy)).toContain("Last seen")
})

test("an open tab that has read everything changes no version, so cached pages stay valid", async () => {
  const dee = await createMember("Dee")
  await using cable = await CableClient.open(await hearth.clientFor(dee))
  await cable.flush()
  await Bun.sleep(2)
  const version = hearth.store.version()

  const presence = await cable.subscribe("PresenceChannel", { room_id: hall.id })
  for (const action of ["refresh", "absent", "present"]) presence.perform(action)
  await cable.flush()

  await Bun.sleep(2)
  expect(hearth.store.version()).toBe(version)
})
