import { expect, test } from "bun:test"
import {
  closedRoom,
  createMember,
  createMessage,
  membershipOf,
  recordBroadcasts,
  scene,
} from "../../test/support/scene"
import { database } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { workOff } from "../platform/jobs/job"
import {
  changeRoom,
  type Room,
  RoomGone,
  reachRoom,
  removeRoom,
  startDirect,
  visibleRooms,
} from "./room"
import { messagesStream, ROOMS, sidebarStream } from "./streams"

const named = (room: Room) => ({ ...room, display_name: room.name ?? "" })

const countOf = async (table: "messages" | "search_entries" | "rooms" | "memberships") => {
  const row = await database()
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

onBothDatabases("a removed room", () => {
  test("is unreachable at once, and a job deletes its contents", async () => {
    const { ada, bea, hall } = await scene()
    const cellar = await closedRoom(ada, "Cellar", [ada, bea])
    await createMessage(hall, ada, "Stays")
    for (let index = 0; index < 3; index++) await createMessage(cellar, bea, `Goes ${index}`)

    await removeRoom(named(cellar), ada, null)

    for (const person of [ada, bea]) {
      expect(await reachRoom(person, String(cellar.id))).toBeNull()
      expect((await visibleRooms(person)).map(({ id }) => id)).toEqual([hall.id])
    }
    await expect(createMessage(cellar, ada, "Too late")).rejects.toBeInstanceOf(RoomGone)
    expect(await countOf("messages")).toBe(4)

    await workOff()

    expect(await countOf("messages")).toBe(1)
    expect(await countOf("search_entries")).toBe(1)
    expect(await countOf("rooms")).toBe(1)
  })

  test("is broadcast to its members only, and cleared from the pages that show it", async () => {
    const { ada, bea } = await scene()
    const outsider = await createMember("Outsider")
    const cellar = await closedRoom(ada, "Cellar", [ada, bea])
    using broadcasts = recordBroadcasts()

    await removeRoom(named(cellar), ada, null)

    for (const person of [ada, bea])
      expect(broadcasts.on(sidebarStream(person.id))).toEqual([
        `<turbo-stream action="remove" target="list_room_${cellar.id}"></turbo-stream>`,
      ])
    expect(broadcasts.on(messagesStream(cellar))).toEqual([
      expect.stringMatching(
        new RegExp(`action="update" target="messages_room_${cellar.id}">.*This room was deleted.`),
      ),
    ])
    expect(broadcasts.on(sidebarStream(outsider.id))).toEqual([])
    expect(broadcasts.on(ROOMS)).toEqual([])
  })

  test("is in the audit log when an administrator removed it", async () => {
    const { ada, bea } = await scene()
    const [cellar, den] = [
      await closedRoom(bea, "Cellar", [ada, bea]),
      await closedRoom(bea, "Den", [bea]),
    ]

    await removeRoom(named(cellar), ada, "203.0.113.7")
    await removeRoom(named(den), bea, "203.0.113.7")

    expect(await database().selectFrom("audit_entries").selectAll().execute()).toMatchObject([
      {
        actor_id: ada.id,
        action: "deleted_room",
        subject_type: "room",
        subject_id: cellar.id,
        subject_name: "Cellar",
        ip_address: "203.0.113.7",
      },
    ])
  })

  test("stays removed after concurrent changes, posts and removals", async () => {
    const { ada, bea, hall } = await scene()
    const lost = (error: unknown) => expect(error).toBeInstanceOf(RoomGone)

    await Promise.all([
      changeRoom(hall, { type: "closed", name: "Hall", people: [ada.id] }).catch(lost),
      removeRoom(named(hall), ada, null).catch(lost),
      createMessage(hall, bea, "Hello").catch(lost),
      removeRoom(named(hall), ada, null).catch(lost),
      changeRoom(hall, { type: "open", name: "Open hall", people: "everyone" }).catch(lost),
      createMember("Cy"),
    ])

    expect(await countOf("memberships")).toBe(0)
    await createMember("Late")
    expect(await countOf("memberships")).toBe(0)
    await workOff()
    expect(await countOf("rooms")).toBe(0)
    expect(await countOf("messages")).toBe(0)
  })

  test("that was direct can be started again by the same members, without its messages", async () => {
    const { ada, bea } = await scene()
    const direct = await startDirect(ada, [bea.id])
    await createMessage(direct, ada, "Psst")

    await removeRoom(named(direct), bea, null)
    const again = await startDirect(bea, [ada.id])

    expect(again.id).not.toBe(direct.id)
    expect(await membershipOf(again, ada)).toMatchObject({ involvement: "everything" })
    await workOff()
    expect(await countOf("messages")).toBe(0)
    expect(await reachRoom(ada, String(again.id))).not.toBeNull()
  })
})
