import { expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { agePresences } from "../../../test/support/presence"
import {
  createMember,
  createMessage,
  membershipOf,
  openTab,
  recordBroadcasts,
  removeMember,
  scene,
  subscription,
} from "../../../test/support/scene"
import { configureStore, openStore, seconds, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import type { User } from "../../users/user"
import { markRead, markUnread } from "../memberships/reading"
import { presenceStream } from "../streams"
import type { Room } from "../table"
import { touchRoom } from "../touch"
import { appear, disappear, expirePresences, hide, keepHidden, removePresences } from "./presence"
import { membersPresent } from "./presence-broadcasts"

const present = async (room: Room) =>
  (await membersPresent(room)).map(({ name, state }) => `${name} ${state}`)

/** The room's presence events since the last call. */
function events(broadcasts: ReturnType<typeof recordBroadcasts>, room: Room) {
  const payloads = broadcasts.on(presenceStream(room))
  broadcasts.signals.length = 0
  return payloads.map((payload) => {
    const { type, user } = payload as { type: string; user: { name: string } } // the payload's shape
    return `${user.name} ${type}`
  })
}

onBothDatabases("presence in a room", () => {
  test("a user joins with the first tab and leaves with the last", async () => {
    const { bea, hall } = await scene()
    const [first, second] = [subscription(hall, bea), subscription(hall, bea)]
    using broadcasts = recordBroadcasts()

    await appear(first)
    await appear(second)
    expect(events(broadcasts, hall)).toEqual(["Bea joined"])
    expect(await present(hall)).toEqual(["Bea active"])

    await disappear(first)
    await agePresences(seconds(6))
    await expirePresences()
    expect(events(broadcasts, hall)).toEqual([])

    await disappear(second)
    await expirePresences()
    expect(events(broadcasts, hall)).toEqual([])
    await agePresences(seconds(6))
    await expirePresences()
    expect(events(broadcasts, hall)).toEqual(["Bea left"])
    expect(await present(hall)).toEqual([])
  })

  test("a reload broadcasts neither leaving nor joining", async () => {
    const { bea, hall } = await scene()
    const before = await openTab(hall, bea)
    const after = subscription(hall, bea)
    using broadcasts = recordBroadcasts()

    await disappear(before)
    await agePresences(seconds(4))
    await expirePresences()
    await appear(after)
    await agePresences(seconds(4))
    await expirePresences()

    expect(events(broadcasts, hall)).toEqual([])
    expect(await present(hall)).toEqual(["Bea active"])
  })

  test("a user is away when all of their tabs are hidden, and appears with the first visible one", async () => {
    const { ada, bea, hall } = await scene()
    const [first, second] = [subscription(hall, bea), subscription(hall, bea)]
    await appear(first)
    await appear(second)
    await openTab(hall, ada)
    using broadcasts = recordBroadcasts()

    await hide(first)
    expect(events(broadcasts, hall)).toEqual([])
    await hide(second)
    expect(events(broadcasts, hall)).toEqual(["Bea away"])
    expect(await present(hall)).toEqual(["Ada active", "Bea away"])

    await appear(second)
    expect(events(broadcasts, hall)).toEqual(["Bea appear"])
  })

  test("only visible tabs keep the room read, and closing a hidden tab leaves them visible", async () => {
    const { ada, bea, hall } = await scene()
    const [visible, hidden] = [await openTab(hall, bea), await openTab(hall, bea)]
    await hide(hidden)

    await disappear(hidden)
    await createMessage(hall, ada, "Kettle's on")
    expect(await membershipOf(hall, bea)).toMatchObject({ unread_at: null })

    await hide(visible)
    await createMessage(hall, ada, "Tea's ready")
    expect(await membershipOf(hall, bea)).not.toMatchObject({ unread_at: null })
  })

  test("closing the tab counts at once for unread marks, for others after the grace period", async () => {
    const { ada, bea, hall } = await scene()
    const tab = await openTab(hall, bea)

    await disappear(tab)
    await createMessage(hall, ada, "Kettle's on")

    expect(await membershipOf(hall, bea)).not.toMatchObject({ unread_at: null })
    expect(await present(hall)).toEqual(["Bea active"])
  })

  test("expires a minute after the last heartbeat and is revived by the next", async () => {
    const { bea, hall } = await scene()
    const tab = await openTab(hall, bea)
    using broadcasts = recordBroadcasts()

    await agePresences(seconds(50))
    await appear(tab)
    await agePresences(seconds(59))
    await expirePresences()
    expect(events(broadcasts, hall)).toEqual([])

    await agePresences(seconds(2))
    await expirePresences()
    expect(events(broadcasts, hall)).toEqual(["Bea left"])
    await appear(tab)
    expect(events(broadcasts, hall)).toEqual(["Bea joined"])
    expect(await present(hall)).toEqual(["Bea active"])
  })

  test("a hidden tab stays away as long as its process confirms it", async () => {
    const { bea, hall } = await scene()
    const tab = await openTab(hall, bea)
    await hide(tab)
    using broadcasts = recordBroadcasts()

    await agePresences(seconds(50))
    await keepHidden([tab])
    await agePresences(seconds(50))
    await expirePresences()
    expect(await present(hall)).toEqual(["Bea away"])

    await agePresences(seconds(11))
    await expirePresences()
    expect(events(broadcasts, hall)).toEqual(["Bea left"])
  })

  test("concurrent changes of many tabs are broadcast once", async () => {
    const { bea, hall } = await scene()
    const tabs = Array.from({ length: 8 }, () => subscription(hall, bea))
    using broadcasts = recordBroadcasts()

    await Promise.all(tabs.map(appear))
    expect(events(broadcasts, hall)).toEqual(["Bea joined"])

    await Promise.all(tabs.map(hide))
    expect(events(broadcasts, hall)).toEqual(["Bea away"])

    await Promise.all(tabs.map(disappear))
    await agePresences(seconds(6))
    await Promise.all([expirePresences(), expirePresences(), expirePresences()])
    expect(events(broadcasts, hall)).toEqual(["Bea left"])
  })

  test("losing access ends the presence without a grace period", async () => {
    const { ada, bea, hall } = await scene()
    await openTab(hall, bea)
    await openTab(hall, ada)
    using broadcasts = recordBroadcasts()

    await removeMember(hall, bea)
    await removePresences(bea, [hall.id])

    expect(events(broadcasts, hall)).toEqual(["Bea left"])
    expect(await present(hall)).toEqual(["Ada active"])
  })

  test("members are listed by name with their pictures", async () => {
    const { ada, bea, hall } = await scene()
    const aaron = await createMember("aaron")
    for (const person of [bea, aaron, ada]) await openTab(hall, person)

    const members = await membersPresent(hall)

    expect(members.map(({ id }) => id)).toEqual([aaron.id, ada.id, bea.id])
    expect(members[0]).toEqual({
      id: aaron.id,
      name: "aaron",
      avatar_url: expect.stringMatching(/^\/users\/.+\/avatar\?v=\d+$/),
      state: "active",
    })
  })

  test("subscriptions that ask together for the members share one query", async () => {
    const { ada, bea, hall } = await scene()
    for (const person of [ada, bea]) await openTab(hall, person)

    const [first, second] = await Promise.all([membersPresent(hall), membersPresent(hall)])
    await openTab(hall, await createMember("Cy"))

    expect(first).toBe(second)
    expect(first).toMatchObject([{ name: "Ada" }, { name: "Bea" }])
    expect(await present(hall)).toEqual(["Ada active", "Bea active", "Cy active"])
  })
})

onBothDatabases("opening a room during a post to it", () => {
  /** Posts to the room in a transaction that the test commits. */
  function postSlowly(room: Room, author: User) {
    const [marking, ending] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const done = transaction(async (trx) => {
      const created_at = await touchRoom(trx, room)
      await marking.promise
      await markUnread(trx, room, { creator_id: author.id, created_at })
      await ending.promise
    })
    return { mark: marking.resolve, commit: ending.resolve, done }
  }

  async function openAndRead(room: Room, person: User) {
    await markRead(await openTab(room, person))
  }

  for (const order of ["before", "after"] as const)
    test(`reads it, also when it is marked ${order} the person appears`, async () => {
      const { ada, bea, hall } = await scene()
      const post = postSlowly(hall, ada)
      if (order === "before") post.mark()
      await Bun.sleep(20)

      const reading = openAndRead(hall, bea)
      await Bun.sleep(50)
      post.mark()
      await Bun.sleep(20)
      post.commit()
      await Promise.all([post.done, reading])

      expect(await membershipOf(hall, bea)).toMatchObject({ unread_at: null })
    })

  test("reads the message in any order", async () => {
    const { ada, bea, hall } = await scene()

    for (let round = 0; round < 20; round++) {
      const tab = subscription(hall, bea)
      await Promise.all([
        createMessage(hall, ada, "One"),
        appear(tab).then(() => markRead(tab)),
        createMessage(hall, ada, "Two"),
      ])
      expect(await membershipOf(hall, bea)).toMatchObject({ unread_at: null })
      await disappear(tab)
    }
  })
})

test("on SQLite, presence waits for no other write and leaves the version alone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hearth-presence-"))
  const opened = await openStore(folder, null)
  await opened.migrate()
  configureStore(opened)
  const { bea, hall } = await scene()
  await Bun.sleep(2)
  const version = opened.version()
  const blocking = Promise.withResolvers<void>()
  const blocked = opened.transaction(() => blocking.promise)
  await Bun.sleep(20)

  const tab = await openTab(hall, bea)
  await hide(tab)
  await keepHidden([tab])
  await disappear(tab)
  await expirePresences()

  blocking.resolve()
  await blocked
  await markRead(tab)
  await Bun.sleep(2)
  expect(opened.version()).toBe(version)
  configureStore(undefined)
  await opened.close()
  rmSync(folder, { recursive: true })
})
