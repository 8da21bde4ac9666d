import { expect, test } from "bun:test"
import {
  createMember,
  createMessage,
  membershipOf,
  recordBroadcasts,
  removeMember,
  scene,
} from "../../../test/support/scene"
import { seconds, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { presenceStream } from "../streams"
import type { Room } from "../table"
import { appear, clearPresences, disappear, hide, keepHidden, stay } from "./presence"
import { announceGone, membersPresent } from "./presence-broadcasts"

const tab = () => crypto.randomUUID()

/** Makes all that was said of tabs so much older than it is. */
const letPass = (time: number) =>
  transaction((trx) =>
    trx
      .updateTable("presences")
      .set(({ eb }) => ({
        seen_at: eb("seen_at", "-", time),
        left_at: eb("left_at", "-", time),
      }))
      .execute(),
  )

const here = async (room: Room) =>
  (await membersPresent(room)).map(({ name, state }) => `${name} ${state}`)

/** What the room was told since the last time it was asked. */
function news(ear: ReturnType<typeof recordBroadcasts>, room: Room) {
  const told = ear.on(presenceStream(room))
  ear.signals.length = 0
  return told.map((payload) => {
    const { type, user } = payload as { type: string; user: { name: string } } // as presence says it
    return `${user.name} ${type}`
  })
}

onBothDatabases("who is in a room", () => {
  test("joins once, however many tabs they open, and leaves with the last of them", async () => {
    const { bea, hall } = await scene()
    const place = await membershipOf(hall, bea)
    const [first, second] = [tab(), tab()]
    using ear = recordBroadcasts()

    await appear(first, place)
    await appear(second, place)
    expect(news(ear, hall)).toEqual(["Bea joined"])
    expect(await here(hall)).toEqual(["Bea active"])

    await disappear(first)
    await letPass(seconds(6))
    await clearPresences()
    expect(news(ear, hall)).toEqual([])

    await disappear(second)
    await clearPresences()
    expect(news(ear, hall)).toEqual([])
    await letPass(seconds(6))
    await clearPresences()
    expect(news(ear, hall)).toEqual(["Bea left"])
    expect(await here(hall)).toEqual([])
  })

  test("neither leaves nor joins by going from one page of it to the next", async () => {
    const { bea, hall } = await scene()
    const place = await membershipOf(hall, bea)
    const [before, after] = [tab(), tab()]
    await appear(before, place)
    using ear = recordBroadcasts()

    await disappear(before)
    await letPass(seconds(4))
    await clearPresences()
    await appear(after, place)
    await letPass(seconds(4))
    await clearPresences()

    expect(news(ear, hall)).toEqual([])
    expect(await here(hall)).toEqual(["Bea active"])
  })

  test("is away once all of their tabs are out of sight, and appears with the first that is not", async () => {
    const { ada, bea, hall } = await scene()
    const place = await membershipOf(hall, bea)
    const [first, second] = [tab(), tab()]
    await appear(first, place)
    await appear(second, place)
    await appear(tab(), await membershipOf(hall, ada))
    using ear = recordBroadcasts()

    await hide(first, place)
    expect(news(ear, hall)).toEqual([])
    await hide(second, place)
    expect(news(ear, hall)).toEqual(["Bea away"])
    expect(await here(hall)).toEqual(["Ada active", "Bea away"])

    await appear(second, place)
    expect(news(ear, hall)).toEqual(["Bea appear"])
  })

  test("reads what is in sight only: a hidden tab leaves the room unread, and takes none along", async () => {
    const { ada, bea, hall } = await scene()
    const place = await membershipOf(hall, bea)
    const [visible, hidden] = [tab(), tab()]
    await appear(visible, place)
    await appear(hidden, place)
    await hide(hidden, place)

    await disappear(hidden)
    await createMessage(hall, ada, "Kettle's on")
    expect(await membershipOf(hall, bea)).toMatchObject({ unread_at: null })

    await hide(visible, place)
    await createMessage(hall, ada, "Tea's ready")
    expect(await membershipOf(hall, bea)).not.toMatchObject({ unread_at: null })
  })

  test("is gone for what is unread at once, though for the others only after a moment", async () => {
    const { ada, bea, hall } = await scene()
    const id = tab()
    await appear(id, await membershipOf(hall, bea))

    await disappear(id)
    await createMessage(hall, ada, "Kettle's on")

    expect(await membershipOf(hall, bea)).not.toMatchObject({ unread_at: null })
    expect(await here(hall)).toEqual(["Bea active"])
  })

  test("lapses a minute after their tab last spoke, and is revived by its next word", async () => {
    const { bea, hall } = await scene()
    const place = await membershipOf(hall, bea)
    const id = tab()
    await appear(id, place)
    using ear = recordBroadcasts()

    await letPass(seconds(50))
    await stay(id, place)
    await letPass(seconds(59))
    await clearPresences()
    expect(news(ear, hall)).toEqual([])

    await letPass(seconds(2))
    await clearPresences()
    expect(news(ear, hall)).toEqual(["Bea left"])
    await stay(id, place)
    expect(news(ear, hall)).toEqual(["Bea joined"])
    expect(await here(hall)).toEqual(["Bea active"])
  })

  test("is still away while the process that holds their hidden tab says so, and not longer", async () => {
    const { bea, hall } = await scene()
    const place = await membershipOf(hall, bea)
    const id = tab()
    await appear(id, place)
    await hide(id, place)
    using ear = recordBroadcasts()

    await letPass(seconds(50))
    await keepHidden([id])
    await letPass(seconds(50))
    await clearPresences()
    expect(await here(hall)).toEqual(["Bea away"])

    await letPass(seconds(11))
    await clearPresences()
    expect(news(ear, hall)).toEqual(["Bea left"])
  })

  test("is told once when many tabs come and go at the same moment", async () => {
    const { bea, hall } = await scene()
    const place = await membershipOf(hall, bea)
    const ids = Array.from({ length: 8 }, tab)
    using ear = recordBroadcasts()

    await Promise.all(ids.map((id) => appear(id, place)))
    expect(news(ear, hall)).toEqual(["Bea joined"])

    await Promise.all(ids.map((id) => hide(id, place)))
    expect(news(ear, hall)).toEqual(["Bea away"])

    await Promise.all(ids.map((id) => disappear(id)))
    await letPass(seconds(6))
    await Promise.all([clearPresences(), clearPresences(), clearPresences()])
    expect(news(ear, hall)).toEqual(["Bea left"])
  })

  test("is gone without a moment's grace when they may not be there any more", async () => {
    const { ada, bea, hall } = await scene()
    const place = await membershipOf(hall, bea)
    await appear(tab(), place)
    await appear(tab(), await membershipOf(hall, ada))
    using ear = recordBroadcasts()

    await removeMember(hall, bea)
    await announceGone(place)

    expect(news(ear, hall)).toEqual(["Bea left"])
    expect(await here(hall)).toEqual(["Ada active"])
  })

  test("is listed by name, with their picture", async () => {
    const { ada, bea, hall } = await scene()
    const aaron = await createMember("aaron")
    for (const person of [bea, aaron, ada]) await appear(tab(), await membershipOf(hall, person))

    const members = await membersPresent(hall)

    expect(members.map(({ id }) => id)).toEqual([aaron.id, ada.id, bea.id])
    expect(members[0]).toEqual({
      id: aaron.id,
      name: "aaron",
      avatar_url: expect.stringMatching(/^\/users\/.+\/avatar\?v=\d+$/),
      state: "active",
    })
  })
})
