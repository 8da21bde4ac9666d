import { expect, test } from "bun:test"
import { closedRoom, openRoom, removeMember, scene } from "../../test/support/scene"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { reachableRooms } from "./reach"
import { lastRoomOf, newestRoomOf, reachRoom } from "./room"

const names = async (person: { id: number }) => {
  const rooms = await reachableRooms(person).select("rooms.name").orderBy("rooms.id").execute()
  return rooms.map(({ name }) => name)
}

onBothDatabases("reaching a room", () => {
  test("finds the person's own rooms, with their place in each", async () => {
    const { ada, bea, hall } = await scene()
    const cellar = await closedRoom(ada, "Cellar", [bea])

    expect(await names(bea)).toEqual(["All Talk", "Cellar"])
    expect(await reachRoom(bea, String(cellar.id))).toMatchObject({
      ...cellar,
      display_name: "Cellar",
      membership: { involvement: "mentions", unread_at: null },
    })
    expect(await reachRoom(bea, String(hall.id))).toMatchObject({ id: hall.id })
  })

  test("finds no other: not for administrators, not for who made it, not for who left", async () => {
    const { ada, bea, hall } = await scene()
    const cellar = await closedRoom(ada, "Cellar", [bea])
    await removeMember(hall, bea)

    expect(await reachRoom(ada, String(cellar.id))).toBeNull()
    expect(await reachRoom(bea, String(hall.id))).toBeNull()
    expect(await names(ada)).toEqual(["All Talk"])
    expect(await names(bea)).toEqual(["Cellar"])
  })

  test("takes ids as they come from outside", async () => {
    const { ada, hall } = await scene()
    const noIds = ["", "0", "-1", "1.0", "01", " 1", "1 ", "1e0", "0x1", "१", "all", "1\u0000"]
    const tooBig = ["9007199254740993", "99999999999999999999", "9".repeat(1000)]

    expect(await reachRoom(ada, String(hall.id))).not.toBeNull()
    for (const id of [...noIds, ...tooBig]) expect(await reachRoom(ada, id)).toBeNull()
  })
})

onBothDatabases("where somebody comes back to", () => {
  test("is the room that was open last, while they are in it; else their oldest", async () => {
    const { ada, bea, hall } = await scene()
    const kitchen = await openRoom(ada, "Kitchen")
    const last = String(kitchen.id)

    expect(await lastRoomOf(bea, last)).toMatchObject({ id: kitchen.id })
    expect(await lastRoomOf(bea, undefined)).toMatchObject({ id: hall.id })
    expect(await lastRoomOf(bea, "nonsense")).toMatchObject({ id: hall.id })

    await removeMember(kitchen, bea)
    expect(await lastRoomOf(bea, last)).toMatchObject({ id: hall.id })

    await removeMember(hall, bea)
    expect(await lastRoomOf(bea, last)).toBeUndefined()
  })

  test("is, for the list of rooms, the one made last", async () => {
    const { ada, bea } = await scene()
    const kitchen = await openRoom(ada, "Kitchen")
    await closedRoom(ada, "Cellar", [ada])

    expect(await newestRoomOf(bea)).toMatchObject({ id: kitchen.id })
  })
})
