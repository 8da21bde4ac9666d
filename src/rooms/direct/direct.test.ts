import { expect, test } from "bun:test"
import {
  createMember,
  deactivate,
  membershipOf,
  recordBroadcasts,
  scene,
} from "../../../test/support/scene"
import { eventually } from "../../../test/support/timeouts"
import { database } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { changeProfile } from "../../users/user"
import { reachDirectRoom, reachRoom, removeRoom, startDirect } from "../room"
import { ROOMS, sidebarStream } from "../streams"

const directs = () =>
  database().selectFrom("rooms").selectAll().where("type", "=", "direct").execute()

const membersOf = async (room: { id: number }) => {
  const rows = await database()
    .selectFrom("memberships")
    .select("user_id")
    .where("room_id", "=", room.id)
    .orderBy("user_id")
    .execute()
  return rows.map(({ user_id }) => user_id)
}

onBothDatabases("pinging people", () => {
  test("makes one room for each set of them, in whatever order and by whomever", async () => {
    const { ada, bea } = await scene()
    const cy = await createMember("Cy")

    const room = await startDirect(ada, [bea.id, cy.id])
    const again = await startDirect(cy, [ada.id, bea.id, bea.id, cy.id])
    const two = await startDirect(bea, [cy.id])

    expect(again).toEqual(room)
    expect(two.id).not.toBe(room.id)
    expect(await membersOf(room)).toEqual([ada.id, bea.id, cy.id])
    for (const person of [ada, bea, cy])
      expect(await membershipOf(room, person)).toMatchObject({ involvement: "everything" })
  })

  test("makes one room also when all of them do it at the same moment", async () => {
    const { ada, bea } = await scene()
    const cy = await createMember("Cy")
    const ids = [ada.id, bea.id, cy.id]

    const rooms = await Promise.all(
      Array.from({ length: 12 }, (_, turn) => startDirect({ id: ids[turn % 3] ?? 0 }, ids)),
    )

    expect(new Set(rooms.map(({ id }) => id)).size).toBe(1)
    expect(await directs()).toHaveLength(1)
    expect(await membersOf({ id: rooms[0]?.id ?? 0 })).toEqual(ids)
  })

  test("passes over those who are not here; with nobody left it is a talk with oneself", async () => {
    const { ada, bea } = await scene()
    const gone = await createMember("Gone")
    await deactivate(gone)

    const pair = await startDirect(ada, [bea.id, gone.id, 9999])
    const alone = await startDirect(ada, [])

    expect(await membersOf(pair)).toEqual([ada.id, bea.id])
    expect(await membersOf(alone)).toEqual([ada.id])
    expect(await startDirect(ada, [gone.id, 12345])).toEqual(alone)
  })

  test("has a limit, and says which", async () => {
    const { ada } = await scene()
    const crowd: number[] = []
    for (let number = 0; number < 50; number++) crowd.push((await createMember(`P${number}`)).id)

    await expect(startDirect(ada, crowd)).rejects.toThrow("50 is the most")
    expect(await startDirect(ada, crowd.slice(1))).toMatchObject({ type: "direct" })
  })

  test("asks the database about no more of them than that", async () => {
    const { ada } = await scene()
    const nobodies = Array.from({ length: 70_000 }, (_, index) => 1000 + index)

    await expect(startDirect(ada, nobodies)).rejects.toThrow("70001 people")
  })

  test("puts a new talk into each one's sidebar as they see it, and an old one into nobody's", async () => {
    const { ada, bea } = await scene()
    const outsider = await createMember("Outsider")
    using broadcasts = recordBroadcasts()

    const room = await startDirect(ada, [bea.id])

    const [row, placeholder, ...more] = broadcasts.on(sidebarStream(bea.id))
    expect(row).toStartWith(
      '<turbo-stream action="prepend" target="direct_rooms"><template><a id="list_room_',
    )
    expect(row).toContain("Ping with Ada<")
    expect(placeholder).toBe(
      `<turbo-stream action="remove" target="ping_user_${ada.id}"></turbo-stream>`,
    )
    expect(more).toEqual([])
    expect(broadcasts.on(sidebarStream(ada.id))[0]).toContain("Ping with Bea<")
    expect(broadcasts.on(sidebarStream(outsider.id))).toEqual([])
    const heard = broadcasts.signals.length

    expect(await startDirect(bea, [ada.id])).toEqual(room)
    expect(broadcasts.signals).toHaveLength(heard)
  })
})

onBothDatabases("a ping", () => {
  test("goes by the others' names for each of them, and by all for everybody", async () => {
    const { ada, bea } = await scene()
    const cy = await createMember("Cy")
    const room = await startDirect(cy, [bea.id, ada.id])
    const alone = await startDirect(cy, [])

    expect(await reachRoom(ada, String(room.id))).toMatchObject({
      own_name: "Bea and Cy",
      display_name: "Ada, Bea, and Cy",
    })
    expect(await reachRoom(bea, String(room.id))).toMatchObject({
      own_name: "Ada and Cy",
      display_name: "Ada, Bea, and Cy",
    })
    expect(await reachRoom(cy, String(alone.id))).toMatchObject({ own_name: "Cy" })
  })

  test("is deleted by any of its people, and the same people can start another at once", async () => {
    const { ada, bea } = await scene()
    const first = await startDirect(ada, [bea.id])
    const reached = await reachDirectRoom(bea, String(first.id))
    if (!reached) throw new Error("Bea should reach her own ping")
    using broadcasts = recordBroadcasts()

    await removeRoom(reached, bea, null)

    expect(await reachRoom(ada, String(first.id))).toBeNull()
    for (const person of [ada, bea])
      expect(broadcasts.on(sidebarStream(person.id)).join()).toContain(
        `<turbo-stream action="remove" target="list_room_${first.id}">`,
      )
    const second = await startDirect(ada, [bea.id])
    expect(second.id).not.toBe(first.id)
    expect(await membersOf(second)).toEqual([ada.id, bea.id])
  })
})

onBothDatabases("a new name", () => {
  test("is in the pings of those who have them, at once and nowhere else, and where they are offered", async () => {
    const { ada, bea, session } = await scene()
    const outsider = await createMember("Outsider")
    const room = await startDirect(ada, [bea.id])
    using broadcasts = recordBroadcasts()

    await changeProfile(ada, { bio: "I count." }, session)
    await changeProfile(ada, { name: "Ada <Byron>" }, session)

    await eventually(() => broadcasts.on(sidebarStream(bea.id)).length > 0)
    const [row] = broadcasts.on(sidebarStream(bea.id))
    expect(row).toStartWith(
      `<turbo-stream action="replace" target="list_room_${room.id}"><template><a id=`,
    )
    expect(row).toContain("Ping with Ada &lt;Byron&gt;")
    expect(broadcasts.on(ROOMS)).toEqual([
      expect.stringContaining(`<turbo-stream action="replace" target="ping_user_${ada.id}">`),
    ])
    expect(broadcasts.on(sidebarStream(outsider.id))).toEqual([])
  })
})
