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

onBothDatabases("starting a direct room", () => {
  test("creates one room for each set of members, in any order and by any of them", async () => {
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

  test("creates one room also when all of them start it concurrently", async () => {
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

  test("ignores inactive users; without others it is a room with oneself", async () => {
    const { ada, bea } = await scene()
    const gone = await createMember("Gone")
    await deactivate(gone)

    const pair = await startDirect(ada, [bea.id, gone.id, 9999])
    const alone = await startDirect(ada, [])

    expect(await membersOf(pair)).toEqual([ada.id, bea.id])
    expect(await membersOf(alone)).toEqual([ada.id])
    expect(await startDirect(ada, [gone.id, 12345])).toEqual(alone)
  })

  test("has a limit, which the error names", async () => {
    const { ada } = await scene()
    const crowd: number[] = []
    for (let number = 0; number < 50; number++) crowd.push((await createMember(`P${number}`)).id)

    await expect(startDirect(ada, crowd)).rejects.toThrow("at most 50 people")
    expect(await startDirect(ada, crowd.slice(1))).toMatchObject({ type: "direct" })
  })

  test("rejects more ids than that before any query", async () => {
    const { ada } = await scene()
    const nobodies = Array.from({ length: 70_000 }, (_, index) => 1000 + index)

    await expect(startDirect(ada, nobodies)).rejects.toThrow("you chose 70001")
  })

  test("adds a new room to each member's sidebar under its name for them, and an existing one to none", async () => {
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
    const count = broadcasts.signals.length

    expect(await startDirect(bea, [ada.id])).toEqual(room)
    expect(broadcasts.signals).toHaveLength(count)
  })
})

onBothDatabases("a direct room", () => {
  test("is named after the other members for each member, and after all for everyone else", async () => {
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

  test("can be deleted by any member, and the same members can start another at once", async () => {
    const { ada, bea } = await scene()
    const first = await startDirect(ada, [bea.id])
    const reached = await reachDirectRoom(bea, String(first.id))
    if (!reached) throw new Error("Bea should reach her own direct room")
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
  test("is broadcast to the members of the user's direct rooms, and shown in suggestions", async () => {
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
      expect.stringMatching(
        /^<turbo-stream action="profile" user="\d+" picture="[^"?]+" path="[^"]+\?v=\d+" name="Ada &lt;Byron&gt;" /,
      ),
      expect.stringContaining(`<turbo-stream action="replace" target="ping_user_${ada.id}">`),
    ])
    expect(broadcasts.on(sidebarStream(outsider.id))).toEqual([])
  })
})
