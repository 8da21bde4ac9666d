import { expect, test } from "bun:test"
import { agePresences } from "../../../test/support/presence"
import {
  closedRoom,
  createMember,
  createMessage,
  membershipOf,
  openRoom,
  openTab,
  recordBroadcasts,
  removeMember,
  scene,
  setInvolvement,
} from "../../../test/support/scene"
import { database, now, seconds } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import type { User } from "../../users/user"
import { disappear, expirePresences, markRead, visibleRooms } from "../room"
import { ROOM_ACTIVITY, readsStream } from "../streams"
import { unreadMarksOf } from "./unread-broadcast"

const unreadRooms = async (person: User) =>
  (await visibleRooms(person)).filter(({ unread_at }) => unread_at !== null).map(({ id }) => id)

onBothDatabases("a new message", () => {
  test("marks the room unread for absent members, and for nobody else", async () => {
    const { ada, bea: away, hall } = await scene()
    const [present, hidden, outsider] = [
      await createMember("Present"),
      await createMember("Hidden"),
      await createMember("Outsider"),
    ]
    await openTab(hall, present)
    await setInvolvement(hall, hidden, "invisible")
    await removeMember(hall, outsider)

    const message = await createMessage(hall, ada, "Kettle's on")

    expect(await membershipOf(hall, away)).toMatchObject({ unread_at: message.created_at })
    for (const person of [ada, present, hidden])
      expect(await membershipOf(hall, person)).toMatchObject({ unread_at: null })
    expect(await unreadRooms(away)).toEqual([hall.id])
    expect(await unreadRooms(outsider)).toEqual([])
  })

  test("marks only its own room unread", async () => {
    const { ada, bea, hall } = await scene()
    const kitchen = await openRoom(ada, "Kitchen")

    await createMessage(kitchen, ada, "Kettle's on")

    expect(await unreadRooms(bea)).toEqual([kitchen.id])
    expect(await membershipOf(hall, bea)).toMatchObject({ unread_at: null })
  })

  test("treats members as present for 60 seconds after the last heartbeat", async () => {
    const { ada, bea, hall } = await scene()
    await openTab(hall, bea)

    await agePresences(seconds(59))
    await createMessage(hall, ada, "Kettle's on")
    expect(await unreadRooms(bea)).toEqual([])

    await agePresences(seconds(2))
    await createMessage(hall, ada, "Tea's ready")
    expect(await unreadRooms(bea)).toEqual([hall.id])
  })

  test("treats members as present while one of their tabs is", async () => {
    const { ada, bea, hall } = await scene()
    const [first, second] = [await openTab(hall, bea), await openTab(hall, bea)]

    await disappear(first)
    await createMessage(hall, ada, "Kettle's on")
    expect(await unreadRooms(bea)).toEqual([])

    await disappear(second)
    await createMessage(hall, ada, "Tea's ready")
    expect(await unreadRooms(bea)).toEqual([hall.id])
  })

  test("keeps the time of an existing unread mark", async () => {
    const { ada, bea: away, hall } = await scene()
    const first = await createMessage(hall, ada, "Kettle's on")

    await createMessage(hall, ada, "Tea's ready")

    expect(await membershipOf(hall, away)).toMatchObject({ unread_at: first.created_at })
  })

  test("broadcasts to the room's members, each with their own mark, and to no outsider", async () => {
    const { ada, bea, hall } = await scene()
    const [present, hidden, outsider] = [
      await createMember("Present"),
      await createMember("Hidden"),
      await createMember("Outsider"),
    ]
    await openTab(hall, present)
    await setInvolvement(hall, hidden, "invisible")
    await removeMember(hall, outsider)
    using broadcasts = recordBroadcasts()

    await createMessage(hall, ada, "Kettle's on")

    expect(broadcasts.on(ROOM_ACTIVITY)).toMatchObject([{ id: hall.id }])
    const connected = new Set([ada, bea, present, hidden, outsider].map(({ id }) => id))
    const crowd = new Set([...connected, ...Array.from({ length: 1000 }, (_, n) => 10_000 + n)])
    for (const people of [connected, crowd])
      expect((await unreadMarksOf(hall, people)).toSorted((a, b) => a.user_id - b.user_id)).toEqual(
        [
          { user_id: ada.id, unread: false },
          { user_id: bea.id, unread: true },
          { user_id: present.id, unread: false },
        ],
      )
    expect(await unreadMarksOf(hall, new Set([ada.id]))).toEqual([
      { user_id: ada.id, unread: false },
    ])
  })
})

onBothDatabases("reading a room", () => {
  test("clears its mark and broadcasts to the reader's tabs only", async () => {
    const { ada, bea, hall } = await scene()
    await createMessage(hall, ada, "Kettle's on")
    const membership = await membershipOf(hall, bea)
    using broadcasts = recordBroadcasts()

    await markRead(membership)

    expect(await unreadRooms(bea)).toEqual([])
    expect(broadcasts.signals).toEqual([
      { type: "broadcast", stream: readsStream(bea.id), payload: { room_id: hall.id } },
    ])
  })

  test("keeps the marks of other members and of other rooms", async () => {
    const { ada, bea, hall } = await scene()
    const cy = await createMember("Cy")
    const kitchen = await openRoom(ada, "Kitchen")
    for (const room of [hall, kitchen]) await createMessage(room, ada, "Kettle's on")

    await markRead(await membershipOf(hall, bea))

    expect(await unreadRooms(bea)).toEqual([kitchen.id])
    expect((await unreadRooms(cy)).sort()).toEqual([hall.id, kitchen.id])
  })
})

onBothDatabases("presences without a heartbeat", () => {
  test("expire, and the others are kept", async () => {
    const { ada, bea, hall } = await scene()
    await openTab(hall, ada)
    await agePresences(seconds(61))
    await openTab(hall, bea)

    await expirePresences()

    const left = await database().selectFrom("presences").selectAll().execute()
    expect(left).toMatchObject([{ user_id: bea.id, room_id: hall.id }])
    expect(left[0]?.seen_at).toBeLessThan(now())
  })
})

onBothDatabases("a sidebar", () => {
  test("lists the user's rooms by name, without hidden ones", async () => {
    const { ada, bea, hall } = await scene()
    const zoo = await openRoom(ada, "Zoo")
    const attic = await openRoom(ada, "attic")
    const hidden = await openRoom(ada, "Hidden")
    await setInvolvement(hidden, bea, "invisible")
    await closedRoom(ada, "Cellar", [ada])

    expect((await visibleRooms(bea)).map(({ id }) => id)).toEqual([hall.id, attic.id, zoo.id])
  })
})
