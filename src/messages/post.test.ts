import { expect, test } from "bun:test"
import { mention } from "../../test/support/mentions"
import {
  allMessages,
  createMember,
  createMessage,
  membershipOf,
  messageByClientId,
  ORIGIN,
  openRoom,
  postWithId,
  recordBroadcasts,
  scene,
} from "../../test/support/scene"
import { database, hours, now, transaction } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { ValidationError } from "../platform/http/errors"
import { messagesStream, type Room, RoomGone } from "../rooms/room"
import { parseMessageBody } from "./body/message-body"
import { addMessageSlot, onPosted, removeMessage } from "./message"

const roomNow = (room: Room) =>
  database().selectFrom("rooms").selectAll().where("id", "=", room.id).executeTakeFirstOrThrow()

const searchEntries = () =>
  database().selectFrom("search_entries").select(["rowid", "text"]).execute()

/** Runs `hook` for the messages of one test. */
async function following(hook: Parameters<typeof onPosted>[0], scene: () => Promise<void>) {
  const remove = onPosted(hook)
  try {
    await scene()
  } finally {
    remove()
  }
}

onBothDatabases("posting a message", () => {
  test("stores it with its search entry, and touches its room", async () => {
    const { ada, hall } = await scene()

    await postWithId(hall, ada, "<p>Kettle's <b>on</b></p>", "kettle-1")

    const message = await messageByClientId("kettle-1")
    expect(message).toMatchObject({
      room_id: hall.id,
      creator_id: ada.id,
      body: "<p>Kettle's <b>on</b></p>",
      edited_at: null,
      updated_at: message.created_at,
    })
    expect(await searchEntries()).toEqual([{ rowid: message.id, text: "kettle s on" }])
    expect(await roomNow(hall)).toMatchObject({ updated_at: message.created_at })
    expect(message.created_at).toBeGreaterThan(hall.updated_at)
  })

  test("gives everybody in the room what it gives its author, once and byte for byte", async () => {
    const { ada, hall } = await scene()
    using ear = recordBroadcasts()

    const stream = await postWithId(hall, ada, "<p>Kettle's on</p>", "kettle-1")

    expect(ear.on(messagesStream(hall))).toEqual([stream])
    expect(stream).toStartWith(
      `<turbo-stream action="append" target="messages_room_${hall.id}"><template>`,
    )
    expect(stream).toContain('id="message_kettle-1"')
    expect(stream).toContain("<p>Kettle's on</p>")
    const { id } = await messageByClientId("kettle-1")
    expect(stream).toContain(
      `data-copy-to-clipboard-content-value="${ORIGIN}/rooms/${hall.id}/@${id}"`,
    )
  })

  test("says nothing of it before it is durable", async () => {
    const { ada, hall } = await scene()
    using ear = recordBroadcasts()
    let heardBefore: unknown[] = ["never asked"]

    await following(
      async () => {
        heardBefore = [...ear.signals]
      },
      async () => {
        await postWithId(hall, ada, "Kettle's on", "kettle-1")
      },
    )

    expect(heardBefore).toEqual([])
    expect(ear.signals).not.toEqual([])
  })

  test("keeps what follows in its own transaction: all of it is there, or nothing", async () => {
    const { ada, bea, hall } = await scene()
    const trouble = new Error("the queue is full")
    using ear = recordBroadcasts()
    const nothing = { messages: await allMessages(), room: await roomNow(hall) }

    await following(
      async (trx, message) => {
        await trx.updateTable("users").set({ bio: message.body }).where("id", "=", ada.id).execute()
        if (message.client_message_id === "unlucky") throw trouble
      },
      async () => {
        const failed = postWithId(hall, ada, "Nobody hears", "unlucky")
        expect(await failed.catch((error: unknown) => error)).toBe(trouble)
        expect({ messages: await allMessages(), room: await roomNow(hall) }).toEqual(nothing)
        expect(await searchEntries()).toEqual([])
        expect(await membershipOf(hall, bea)).toMatchObject({ unread_at: null })
        expect(ear.signals).toEqual([])

        await postWithId(hall, ada, "Kettle's on", "lucky")
      },
    )

    const { bio } = await database()
      .selectFrom("users")
      .select("bio")
      .where("id", "=", ada.id)
      .executeTakeFirstOrThrow()
    expect(bio).toBe("Kettle's on")
  })

  test("makes one message of one that is sent again, and announces it once", async () => {
    const { ada, bea, hall } = await scene()
    const first = await postWithId(hall, ada, "Kettle's on", "kettle-1")
    const read = await membershipOf(hall, bea)
    using ear = recordBroadcasts()

    const again = await postWithId(hall, ada, "Kettle's on", "kettle-1")

    expect(again).toBe(first)
    expect(await allMessages()).toHaveLength(1)
    expect(await searchEntries()).toHaveLength(1)
    expect(await membershipOf(hall, bea)).toEqual(read)
    expect(ear.signals).toEqual([])
  })

  test("answers very many that are sent again together", async () => {
    const { ada, hall } = await scene()
    const first = await postWithId(hall, ada, "Kettle's on", "kettle-1")

    // More than there are connections to PostgreSQL.
    const again = await Promise.all(
      Array.from({ length: 30 }, () => postWithId(hall, ada, "Kettle's on", "kettle-1")),
    )

    expect(new Set(again)).toEqual(new Set([first]))
    expect(await allMessages()).toHaveLength(1)
  })

  test("makes one message also of two that arrive at the same time", async () => {
    const { ada, hall } = await scene()
    using ear = recordBroadcasts()

    const streams = await Promise.all(
      Array.from({ length: 5 }, () => postWithId(hall, ada, "Kettle's on", "kettle-1")),
    )

    expect(new Set(streams).size).toBe(1)
    expect(await allMessages()).toHaveLength(1)
    expect(ear.on(messagesStream(hall))).toEqual([streams[0] ?? ""])
  })

  test("answers and broadcasts a broken message when it cannot be rendered", async () => {
    const { ada, hall } = await scene()
    using ear = recordBroadcasts()
    let broken = true
    addMessageSlot("mark", {
      load: async () => new Map<number, null>(),
      render() {
        if (broken) throw new Error("on purpose")
        return null
      },
    })

    const stream = await postWithId(hall, ada, "Kettle's on", "kettle-1")
    broken = false

    expect(stream).toContain('id="message_kettle-1"')
    expect(stream).toContain("Failed to load message content")
    expect(ear.on(messagesStream(hall))).toEqual([stream])
    expect(await allMessages()).toHaveLength(1)
    expect(await postWithId(hall, ada, "Kettle's on", "kettle-1")).toContain("Kettle's on")
  })

  test("is on screens before a removal that waits for its commit", async () => {
    const { ada, bea, hall } = await scene()
    using ear = recordBroadcasts()
    let removal: Promise<void> | undefined
    const stop = onPosted(async (_, message) => {
      removal = removeMessage(message)
    })

    const stream = await postWithId(hall, ada, `Ask ${mention(bea)}`, "kettle-1")
    await removal
    stop()

    const [appended, removed, ...others] = ear.on(messagesStream(hall))
    expect(appended).toBe(stream)
    expect(removed).toContain('action="remove" target="message_kettle-1"')
    expect(others).toEqual([])
  })

  test("refuses the id of somebody else's message, which stays as it is", async () => {
    const { ada, bea, hall } = await scene()
    await postWithId(hall, ada, "Kettle's on", "kettle-1")
    const before = await allMessages()
    using ear = recordBroadcasts()

    const stolen = await postWithId(hall, bea, "Mine now", "kettle-1").catch(
      (error: unknown) => error,
    )

    expect(stolen).toBeInstanceOf(ValidationError)
    expect(stolen).toMatchObject({ status: 422 })
    expect(await allMessages()).toEqual(before)
    expect(ear.signals).toEqual([])
  })

  test("takes the same id in another room", async () => {
    const { ada, hall } = await scene()
    const kitchen = await openRoom(ada, "Kitchen")

    await postWithId(hall, ada, "Kettle's on", "kettle-1")
    await postWithId(kitchen, ada, "Kettle's on", "kettle-1")

    expect(await allMessages()).toMatchObject([{ room_id: hall.id }, { room_id: kitchen.id }])
  })

  test("fails for a room that was removed after the page was drawn", async () => {
    const { ada, hall } = await scene()
    await transaction((trx) => trx.deleteFrom("rooms").where("id", "=", hall.id).execute())

    await expect(postWithId(hall, ada, "Anybody?", "lonely-1")).rejects.toBeInstanceOf(RoomGone)
    expect(await allMessages()).toEqual([])
  })

  test("gives messages of one room times in the order of their ids, however many write", async () => {
    const { ada, bea, hall } = await scene()
    const writers = [ada, bea, await createMember("Cy"), await createMember("Dot")]

    await Promise.all(
      Array.from({ length: 32 }, (_, index) =>
        createMessage(hall, writers[index % writers.length] ?? ada, `Message ${index}`),
      ),
    )

    const times = (await allMessages()).map(({ created_at }) => created_at)
    expect(times).toHaveLength(32)
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
    expect(await roomNow(hall)).toMatchObject({ updated_at: times.at(-1) })
  })

  test("never turns a room's time back, also when another machine's clock is ahead", async () => {
    const { ada, hall } = await scene()
    const ahead = now() + hours(1)
    await transaction((trx) =>
      trx.updateTable("rooms").set({ updated_at: ahead }).where("id", "=", hall.id).execute(),
    )

    const message = await createMessage(hall, ada, "Kettle's on")

    expect(message.created_at).toBeGreaterThan(ahead)
    expect(await roomNow(hall)).toMatchObject({ updated_at: message.created_at })
  })
})

test("a draft in which a reader would see nothing is refused", () => {
  expect(parseMessageBody("<p>Kettle's on</p>").html).toBe("<p>Kettle's on</p>")
  for (const blank of ["", " \n\t ", "<p><br></p>", "<p>&nbsp;</p>", "<script>alert(1)</script>"])
    expect(() => parseMessageBody(blank)).toThrow(ValidationError)
})

test("a draft has at most 64 KB, counted in bytes", () => {
  const most = 64 * 1024
  expect(parseMessageBody("a".repeat(most)).html).toHaveLength(most)
  expect(parseMessageBody("é".repeat(most / 2)).html).toHaveLength(most / 2)

  for (const long of ["a".repeat(most + 1), `${"é".repeat(most / 2)}a`]) {
    const refused = (() => {
      try {
        return parseMessageBody(long)
      } catch (error) {
        return error
      }
    })()
    expect(refused).toMatchObject({ status: 413, reasons: { "message[body]": expect.any(String) } })
  }
})
