import { expect, test } from "bun:test"
import {
  allMessages,
  createMessage,
  membershipOf,
  openTab,
  recordBroadcasts,
  scene,
  withDisplayName,
} from "../../../test/support/scene"
import { newestMessages, postMessage, readBody } from "../../messages/message"
import { broadcast } from "../../platform/cable/cable"
import { database, now, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { workOff } from "../../platform/jobs/job"
import { findMessages, parseQuery } from "../../searches/search"
import { unreadMarksOf } from "../memberships/unread-broadcast"
import { membersPresent } from "../presence/presence-broadcasts"
import { startTyping } from "../presence/typing"
import {
  defineRoomType,
  grant,
  listedRooms,
  markRead,
  messagesStream,
  type ReachedRoom,
  type Room,
  reachRoom,
  removeRoom,
  revoke,
  roomType,
} from "../room"
import { presenceStream, typingStream } from "../streams"

declare module "../table" {
  interface RoomTypes {
    annex: true
  }
}

const newsStream = (user_id: number) => `user:${user_id}:annexes`

/** A child room, for all members of its root. */
function defineAnnex() {
  defineRoomType("annex", {
    ...roomType("closed"),
    list: null,
    members: "followers",
    settings: null,
    involvements: ["everything", "nothing"],
    unmarked: "nothing",
    tellUnread: ({ id }, user_ids, unread) => {
      for (const user_id of user_ids) broadcast(newsStream(user_id), { id, unread })
    },
    tellRead: ({ id }, user_id) => broadcast(newsStream(user_id), { id, unread: false }),
  })
}

function createAnnex(room: Room): Promise<Room> {
  const draft = { type: "annex", name: "Annex", creator_id: room.creator_id } as const
  const time = now()
  return transaction((trx) =>
    trx
      .insertInto("rooms")
      .values({ ...draft, root_room_id: room.id, created_at: time, updated_at: time })
      .returningAll()
      .executeTakeFirstOrThrow(),
  )
}

async function annexScene() {
  const { ada, bea, hall } = await scene()
  defineAnnex()
  const annex = await createAnnex(hall)
  await transaction((trx) => grant(trx, annex, [ada.id]))
  return { ada, bea, hall, annex }
}

async function reached(person: { id: number }, { id }: Room): Promise<ReachedRoom> {
  const room = await reachRoom(person, String(id))
  if (!room) throw new Error("The room is not reachable")
  return room
}

onBothDatabases("a type of rooms that one file defines", () => {
  test("has reading, lists and access", async () => {
    const { ada, bea, hall, annex } = await annexScene()
    const message = await createMessage(annex, bea, "<p>Kettle is on</p>")

    expect(await newestMessages(await reached(bea, annex))).toMatchObject([{ id: message.id }])
    expect((await reached(bea, annex)).membership.id).toBeNull()
    for (const person of [ada, bea])
      expect(await listedRooms(person).select("rooms.id").execute()).toEqual([{ id: hall.id }])

    await transaction((trx) => revoke(trx, hall, [ada.id]))
    expect(await reachRoom(ada, String(annex.id))).toBeNull()
    expect(membershipOf(annex, ada)).rejects.toThrow()
  })

  test("has unread marks, and broadcasts them in its own way", async () => {
    const { ada, bea, annex } = await annexScene()
    await createMessage(annex, bea, "<p>Kettle is on</p>")

    const connected = new Set([ada.id, bea.id])
    expect(await unreadMarksOf(annex, connected)).toEqual([{ user_id: ada.id, unread: true }])
    using broadcasts = recordBroadcasts()
    await markRead({ room_id: annex.id, user_id: ada.id })
    expect(broadcasts.on(newsStream(ada.id))).toEqual([{ id: annex.id, unread: false }])

    await openTab(annex, ada)
    await createMessage(annex, bea, "<p>Tea?</p>")
    expect(await unreadMarksOf(annex, connected)).toEqual([{ user_id: ada.id, unread: false }])
  })

  test("has presence, typing and live messages of its own", async () => {
    const { bea, hall, annex } = await annexScene()
    using broadcasts = recordBroadcasts()

    await openTab(annex, bea)
    startTyping(annex, bea)
    await postMessage(await reached(bea, annex), bea, {
      body: readBody("Tea"),
      client_message_id: "t",
    })

    expect(await membersPresent(annex)).toMatchObject([{ id: bea.id, state: "active" }])
    expect(await membersPresent(hall)).toEqual([])
    expect(broadcasts.on(presenceStream(annex))).toMatchObject([{ type: "joined" }])
    expect(broadcasts.on(typingStream(annex))).toMatchObject([{ action: "start" }])
    expect(String(broadcasts.on(messagesStream(annex)))).toContain(`messages_room_${annex.id}`)
    expect(broadcasts.on(messagesStream(hall))).toEqual([])
  })

  test("is searched with the room that grants entry", async () => {
    const { ada, bea, annex } = await annexScene()
    const { id } = await createMessage(annex, bea, "<p>Kettle is on</p>")
    const found = async (person: { id: number }, typed: string) => {
      const query = parseQuery(typed)
      return (await findMessages(person, { query, zone: "UTC" })).results.map((one) => one.id)
    }

    expect(await found(ada, "kettle")).toEqual([id])
    expect(await found(bea, 'in:"All Talk" kettle')).toEqual([id])
  })

  test("is removed with the room that grants entry", async () => {
    const { ada, bea, hall, annex } = await annexScene()
    await createMessage(annex, bea, "<p>Kettle is on</p>")

    await removeRoom(withDisplayName(hall), ada, null)
    expect(await reachRoom(bea, String(annex.id))).toBeNull()
    await workOff()

    expect(await database().selectFrom("rooms").select("id").execute()).toEqual([])
    expect(await database().selectFrom("search_entries").select("rowid").execute()).toEqual([])
    expect(await allMessages()).toEqual([])
  })
})
