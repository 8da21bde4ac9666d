import { expect, test } from "bun:test"
import {
  allMessages,
  changeMessage,
  closedRoom,
  createMember,
  createMessage,
  membershipOf,
  messageByClientId,
  recordBroadcasts,
  removeMember,
  scene,
  userById,
  withDisplayName,
} from "../../../test/support/scene"
import { database } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { markRead, messagesStream, type Room } from "../../rooms/room"
import { mayChange } from "../../users/user"
import { reachableMessages, reachMessage, reachRoomMessage, removeMessage } from "../message"

const roomNow = (room: Room) =>
  database().selectFrom("rooms").selectAll().where("id", "=", room.id).executeTakeFirstOrThrow()

onBothDatabases("editing a message", () => {
  test("changes its body and its edit time, and touches its room", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")

    await changeMessage(withDisplayName(hall), ada, message, "Kettle's off")

    const edited = await messageByClientId(message.client_message_id)
    const { updated_at } = edited
    expect(edited).toEqual({ ...message, body: "Kettle's off", edited_at: updated_at, updated_at })
    expect(updated_at).toBeGreaterThan(message.updated_at)
    expect(await roomNow(hall)).toMatchObject({ updated_at })
  })

  test("broadcasts the text alone, and marks the room unread for nobody", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")
    await markRead(await membershipOf(hall, bea))
    using broadcasts = recordBroadcasts()

    await changeMessage(withDisplayName(hall), ada, message, "Kettle's <em>off</em>")

    expect(broadcasts.signals).toHaveLength(1)
    const [replaced] = broadcasts.on(messagesStream(hall))
    const target = `presentation_message_${message.client_message_id}`
    expect(replaced).toStartWith(
      `<turbo-stream action="replace" target="${target}" maintain_scroll><template><div id="${target}"`,
    )
    expect(replaced).toContain("Kettle's <em>off</em>")
    expect(replaced).not.toContain("<article")
    expect(await membershipOf(hall, bea)).toMatchObject({ unread_at: null })
  })

  test("does nothing when it was removed", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")
    await removeMessage(message)
    using broadcasts = recordBroadcasts()

    await changeMessage(withDisplayName(hall), ada, message, "Kettle's off")

    expect(await allMessages()).toEqual([])
    expect(broadcasts.signals).toEqual([])
  })
})

onBothDatabases("removing a message", () => {
  test("deletes it and broadcasts the removal, once", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")
    const other = await createMessage(hall, ada, "Tea's ready")
    using broadcasts = recordBroadcasts()

    await removeMessage(message)
    await removeMessage(message)

    expect(await allMessages()).toEqual([other])
    expect(broadcasts.signals).toEqual([
      {
        type: "broadcast",
        stream: messagesStream(hall),
        payload: `<turbo-stream action="remove" target="message_${message.client_message_id}"></turbo-stream>`,
      },
    ])
  })

  test("records a tombstone with the time of the room's change", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")

    await removeMessage(message)

    const tombstones = await database().selectFrom("message_removals").selectAll().execute()
    const { updated_at } = await roomNow(hall)
    expect(tombstones).toMatchObject([
      {
        room_id: hall.id,
        client_message_id: message.client_message_id,
        created_at: updated_at,
      },
    ])
    expect(updated_at).toBeGreaterThan(message.updated_at)
  })
})

onBothDatabases("a message", () => {
  test("is administered by its author and by administrators", async () => {
    const { ada, bea, hall } = await scene()
    const cy = await createMember("Cy")
    const message = await createMessage(hall, bea, "Kettle's on")

    expect(mayChange(bea, message)).toBe(true)
    expect(mayChange(await userById(ada.id), message)).toBe(true)
    expect(mayChange(cy, message)).toBe(false)
  })

  test("is reached by the members of its room, and by nobody else", async () => {
    const { ada, bea } = await scene()
    const cellar = await closedRoom(ada, "Cellar", [ada, bea])
    const message = await createMessage(cellar, bea, "Psst")
    const id = String(message.id)

    expect(await reachMessage(bea, id)).toEqual(message)
    expect(await reachMessage(ada, id)).toEqual(message)
    await removeMember(cellar, ada)
    expect(await reachMessage(ada, id)).toBeNull()
    expect(await reachableMessages(ada).selectAll("messages").execute()).toEqual([])
  })

  test("is reached in its own room, and in no other", async () => {
    const { ada, bea, hall } = await scene()
    const cellar = await closedRoom(ada, "Cellar", [ada, bea])
    const message = await createMessage(cellar, bea, "Psst")

    expect(await reachRoomMessage(cellar, String(message.id))).toEqual(message)
    expect(await reachRoomMessage(hall, String(message.id))).toBeNull()
    for (const nonsense of ["", "0", "x", "9".repeat(20), String(message.id + 1)])
      expect(await reachRoomMessage(cellar, nonsense)).toBeNull()
  })
})
