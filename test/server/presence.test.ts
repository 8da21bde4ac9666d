import { afterAll, beforeAll, expect, test } from "bun:test"
import { statSync } from "node:fs"
import { join } from "node:path"
import { transaction } from "../../src/platform/database/database"
import { revoke } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { CableClient, type Subscription } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import {
  closedRoom,
  createMember,
  createMessage,
  membershipOf,
  openRoom,
  scene,
} from "../support/scene"
import { eventually } from "../support/timeouts"

let hearth: Hearth
let ada: User

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada } = await scene())
})
afterAll(() => hearth.close())

type News = {
  type: string
  user?: { id: number; name: string }
  members?: { name: string; state: string }[]
}

/** The presence updates about other people, oldest first. */
const updatesOf = (subscription: Subscription, about: User) =>
  (subscription.messages as News[]) // as presence says it
    .filter(({ user }) => user?.id === about.id)
    .map(({ type }) => type)

const enter = async (cable: CableClient, room: { id: number }) =>
  cable.subscribe("PresenceChannel", { room_id: room.id })

test("a person who enters sees who is present, and the others see them", async () => {
  const room = await openRoom(ada, "Parlour")
  const bea = await createMember("Bea1")
  await using first = await CableClient.open(await hearth.clientFor(ada))
  await using second = await CableClient.open(await hearth.clientFor(bea))
  const hers = await enter(first, room)
  await first.flush()

  const his = await enter(second, room)

  expect(await his.next()).toMatchObject({
    type: "presence",
    members: [
      { id: ada.id, name: "Ada", state: "active" },
      { id: bea.id, name: "Bea1", state: "active" },
    ],
  })
  await eventually(() => updatesOf(hers, bea).length > 0)
  his.perform("away")
  await eventually(() => updatesOf(hers, bea).length > 1)
  his.perform("appear")
  await eventually(() => updatesOf(hers, bea).length > 2)
  his.perform("absent")
  his.perform("present")
  await eventually(() => updatesOf(hers, bea).length > 4)
  expect(updatesOf(hers, bea)).toEqual(["joined", "away", "appear", "away", "appear"])
})

test("a second tab is not a second person, a reload is not a departure, and the last tab's end is one after a delay", async () => {
  const room = await openRoom(ada, "Salon")
  const bea = await createMember("Bea2")
  await using watcher = await CableClient.open(await hearth.clientFor(ada))
  const presence = await enter(watcher, room)
  const client = await hearth.clientFor(bea)
  const first = await CableClient.open(client)
  await enter(first, room)
  const second = await CableClient.open(client)
  await enter(second, room)
  // The new socket opens first: a reload within seconds is not a departure.
  const third = await CableClient.open(client)
  await first.close()
  await second.close()

  await enter(third, room)
  await third.flush()
  await watcher.flush()
  expect(updatesOf(presence, bea)).toEqual(["joined"])

  await third.close()
  await eventually(() => updatesOf(presence, bea).includes("left"), "Bea to be gone")
  expect(updatesOf(presence, bea)).toEqual(["joined", "left"])
})

test("subscribing marks the room read, and the person's other tabs are notified", async () => {
  const room = await openRoom(ada, "Study")
  const bea = await createMember("Bea3")
  await createMessage(room, ada, "News")
  await using cable = await CableClient.open(await hearth.clientFor(bea))
  const reads = await cable.subscribe("ReadRoomsChannel")
  expect(await membershipOf(room, bea)).not.toMatchObject({ unread_at: null })

  await enter(cable, room)

  expect(await reads.next()).toEqual({ room_id: room.id })
  expect(await membershipOf(room, bea)).toMatchObject({ unread_at: null })
})

test("inaccessible rooms report no presence", async () => {
  const cellar = await closedRoom(ada, "Cellar", [ada])
  await using cable = await CableClient.open(await hearth.clientFor(await createMember("Bea4")))

  for (const room_id of [cellar.id, 99999, "x", null])
    expect(await cable.trySubscribe("PresenceChannel", { room_id })).toBeNull()
})

test("a member who is removed disappears at once, when the process of their socket gets the signal", async () => {
  const bea = await createMember("Bea5")
  const cellar = await closedRoom(ada, "Vault", [ada, bea])
  await using watcher = await CableClient.open(await hearth.clientFor(ada))
  await using cable = await CableClient.open(await hearth.clientFor(bea))
  const presence = await enter(watcher, cellar)
  const own = await enter(cable, cellar)
  await eventually(() => updatesOf(presence, bea).includes("joined"))

  await transaction((trx) => revoke(trx, cellar, [bea.id]))
  own.perform("refresh")

  await cable.waitForFrame(({ type }) => type === "reject_subscription")
  await eventually(() => updatesOf(presence, bea).includes("left"), "Bea to be gone")
})

test("the presence list starts with the current state", async () => {
  const bea = await createMember("Bea6")
  const room = await openRoom(ada, "Loft")
  const quiet = await closedRoom(bea, "Quiet", [bea])
  await createMessage(room, ada, "News")
  await using cable = await CableClient.open(await hearth.clientFor(bea))

  const unreads = await cable.subscribe("UnreadRoomsChannel")

  const { rooms } = (await unreads.next()) as { rooms: { id: number; unread: boolean }[] } // its contract
  expect(rooms).toContainEqual({ id: room.id, unread: true })
  expect(rooms).toContainEqual({ id: quiet.id, unread: false })
})

const TABS = 200

test("200 open tabs that appear, stay and hide write nothing to the durable database", async () => {
  const room = await openRoom(ada, "Auditorium")
  const people = await Promise.all(
    Array.from({ length: 10 }, (_, index) => createMember(`Visitor${index}`)),
  )
  const clients = await Promise.all(people.map((person) => hearth.clientFor(person)))
  const sockets = await Promise.all(
    Array.from({ length: TABS }, (_, index) => {
      const client = clients[index % clients.length]
      if (!client) throw new Error("There are no clients")
      return CableClient.open(client)
    }),
  )
  const before = durableState()

  const tabs = await Promise.all(sockets.map((socket) => enter(socket, room)))
  for (const action of ["refresh", "absent", "present"]) for (const tab of tabs) tab.perform(action)
  await Promise.all(sockets.map((socket) => socket.flush()))
  await Promise.all(sockets.map((socket) => socket.close()))

  expect(durableState()).toEqual(before)
})

/** What every commit to the durable file changes. An fsync only follows such a commit. */
function durableState() {
  Bun.sleepSync(2)
  const { size, mtimeMs } = statSync(join(hearth.server.storage, "db/hearth.sqlite3-wal"))
  return { size, mtimeMs, version: hearth.store.version() }
}
