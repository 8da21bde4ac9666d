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
  test("finds the viewer's rooms, with their membership in each", async () => {
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

  test("finds no others, also for administrators, creators and former members", async () => {
    const { ada, bea, hall } = await scene()
    const cellar = await closedRoom(ada, "Cellar", [bea])
    await removeMember(hall, bea)

    expect(await reachRoom(ada, String(cellar.id))).toBeNull()
    expect(await reachRoom(bea, String(hall.id))).toBeNull()
    expect(await names(ada)).toEqual(["All Talk"])
    expect(await names(bea)).toEqual(["Cellar"])
  })

  test("accepts any string as an id", async () => {
    const { ada, hall } = await scene()
    const noIds = ["", "0", "-1", "1.0", "01", " 1", "1 ", "1e0", "0x1", "१", "all", "1\u0000"]
    const tooBig = ["9007199254740993", "99999999999999999999", "9".repeat(1000)]

    expect(await reachRoom(ada, String(hall.id))).not.toBeNull()
    for (const id of [...noIds, ...tooBig]) expect(await reachRoom(ada, id)).toBeNull()
  })
})

onBothDatabases("the start room", () => {
  test("is the last opened room while the viewer is a member, else their oldest one", async () => {
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

  test("is the newest room on the list of rooms", async () => {
    const { ada, bea } = await scene()
    const kitchen = await openRoom(ada, "Kitchen")
    await closedRoom(ada, "Cellar", [ada])

    expect(await newestRoomOf(bea)).toMatchObject({ id: kitchen.id })
  })
})
