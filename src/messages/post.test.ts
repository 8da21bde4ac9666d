import { expect, test } from "bun:test"
import { mention } from "../../test/support/mentions"
import {
  allMessages,
  createMember,
  createMessage,
  membershipOf,
  messageByClientId,
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
import { indexText, onPosted, removeMessage } from "./message"

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
    expect(await searchEntries()).toEqual([{ rowid: message.id, text: indexText("kettle's on") }])
    expect(await roomNow(hall)).toMatchObject({ updated_at: message.created_at })
    expect(message.created_at).toBeGreaterThan(hall.updated_at)
  })

  test("broadcasts to the room the same bytes that its author gets, once", async () => {
    const { ada, hall } = await scene()
    using broadcasts = recordBroadcasts()

    const stream = await postWithId(hall, ada, "<p>Kettle's on</p>", "kettle-1")

    expect(broadcasts.on(messagesStream(hall))).toEqual([stream])
    expect(stream).toStartWith(
      `<turbo-stream action="append" target="messages_room_${hall.id}"><template>`,
    )
    expect(stream).toContain('id="message_kettle-1"')
    expect(stream).toContain("<p>Kettle's on</p>")
    const { id } = await messageByClientId("kettle-1")
    expect(stream).toContain(`href="/rooms/${hall.id}/@${id}"`)
  })

  test("broadcasts nothing before the commit", async () => {
    const { ada, hall } = await scene()
    using broadcasts = recordBroadcasts()
    let broadcastsBefore: unknown[] = ["not read"]

    await following(
      async () => {
        broadcastsBefore = [...broadcasts.signals]
      },
      async () => {
        await postWithId(hall, ada, "Kettle's on", "kettle-1")
      },
    )

    expect(broadcastsBefore).toEqual([])
    expect(broadcasts.signals).not.toEqual([])
  })

  test("runs the hooks in its transaction: all of them commit, or none", async () => {
    const { ada, bea, hall } = await scene()
    const trouble = new Error("the queue is full")
    using broadcasts = recordBroadcasts()
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
        expect(broadcasts.signals).toEqual([])

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

  test("stores and broadcasts a message once when it is sent again", async () => {
    const { ada, bea, hall } = await scene()
    const first = await postWithId(hall, ada, "Kettle's on", "kettle-1")
    const read = await membershipOf(hall, bea)
    using broadcasts = recordBroadcasts()

    const again = await postWithId(hall, ada, "Kettle's on", "kettle-1")

    expect(again).toBe(first)
    expect(await allMessages()).toHaveLength(1)
    expect(await searchEntries()).toHaveLength(1)
    expect(await membershipOf(hall, bea)).toEqual(read)
    expect(broadcasts.signals).toEqual([])
  })

  test("answers very many concurrent retries", async () => {
    const { ada, hall } = await scene()
    const first = await postWithId(hall, ada, "Kettle's on", "kettle-1")

    // More than there are connections to PostgreSQL.
    const again = await Promise.all(
      Array.from({ length: 30 }, () => postWithId(hall, ada, "Kettle's on", "kettle-1")),
    )

    expect(new Set(again)).toEqual(new Set([first]))
    expect(await allMessages()).toHaveLength(1)
  })

  test("stores one message when two copies arrive at the same time", async () => {
    const { ada, hall } = await scene()
    using broadcasts = recordBroadcasts()

    const streams = await Promise.all(
      Array.from({ length: 5 }, () => postWithId(hall, ada, "Kettle's on", "kettle-1")),
    )

    expect(new Set(streams).size).toBe(1)
    expect(await allMessages()).toHaveLength(1)
    expect(broadcasts.on(messagesStream(hall))).toEqual([streams[0] ?? ""])
  })

  test("answers and broadcasts a broken message when it cannot be rendered", async () => {
    const { ada, hall } = await scene()
    using broadcasts = recordBroadcasts()
    const broken = Object.defineProperty({ ...ada }, "bio", {
      get() {
        throw new Error("on purpose")
      },
    })

    const stream = await postWithId(hall, broken, "Kettle's on", "kettle-1")

    expect(stream).toContain('id="message_kettle-1"')
    expect(stream).toContain("Failed to load message content")
    expect(broadcasts.on(messagesStream(hall))).toEqual([stream])
    expect(await allMessages()).toHaveLength(1)
    expect(await postWithId(hall, ada, "Kettle's on", "kettle-1")).toContain("Kettle's on")
  })

  test("is broadcast before a removal that waits for its commit", async () => {
    const { ada, bea, hall } = await scene()
    using broadcasts = recordBroadcasts()
    let removal: Promise<void> | undefined
    const stop = onPosted(async (_, message) => {
      removal = removeMessage(message)
    })

    const stream = await postWithId(hall, ada, `Ask ${mention(bea)}`, "kettle-1")
    await removal
    stop()

    const [appended, removed, ...others] = broadcasts.on(messagesStream(hall))
    expect(appended).toBe(stream)
    expect(removed).toContain('action="remove" target="message_kettle-1"')
    expect(others).toEqual([])
  })

  test("refuses the id of somebody else's message, which doesn't change", async () => {
    const { ada, bea, hall } = await scene()
    await postWithId(hall, ada, "Kettle's on", "kettle-1")
    const before = await allMessages()
    using broadcasts = recordBroadcasts()

    const stolen = await postWithId(hall, bea, "Mine now", "kettle-1").catch(
      (error: unknown) => error,
    )

    expect(stolen).toBeInstanceOf(ValidationError)
    expect(stolen).toMatchObject({ status: 422 })
    expect(await allMessages()).toEqual(before)
    expect(broadcasts.signals).toEqual([])
  })

  test("accepts the same id in another room", async () => {
    const { ada, hall } = await scene()
    const kitchen = await openRoom(ada, "Kitchen")

    await postWithId(hall, ada, "Kettle's on", "kettle-1")
    await postWithId(kitchen, ada, "Kettle's on", "kettle-1")

    expect(await allMessages()).toMatchObject([{ room_id: hall.id }, { room_id: kitchen.id }])
  })

  test("fails for a room that was removed after the page was rendered", async () => {
    const { ada, hall } = await scene()
    await transaction((trx) => trx.deleteFrom("rooms").where("id", "=", hall.id).execute())

    await expect(postWithId(hall, ada, "Anybody?", "lonely-1")).rejects.toBeInstanceOf(RoomGone)
    expect(await allMessages()).toEqual([])
  })

  test("orders the times of one room's messages like their ids, also with many writers", async () => {
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

  test("never sets a room's time back, also when another machine's clock is ahead", async () => {
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

test("a draft without visible content is refused", () => {
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
