import { expect, test } from "bun:test"
import {
  closedRoom,
  createMessage,
  recordBroadcasts,
  scene,
  withDisplayName,
} from "../../test/support/scene"
import { replyInThread } from "../../test/support/threads"
import { removeMessage } from "../messages/message"
import { renderMessages } from "../messages/view/message-view"
import { database, transaction } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { NotFound } from "../platform/http/errors"
import { messagesStream } from "../rooms/room"
import { countPins, pinMessage, pinnedIn, unpinMessage } from "./pin"

onBothDatabases("pinning a message", () => {
  test("lists it for the room with the user's name, latest pin first", async () => {
    const { ada, bea, hall } = await scene()
    const [tea, cake] = [
      await createMessage(hall, ada, "Tea at four"),
      await createMessage(hall, bea, "Cake at five"),
    ]
    const elsewhere = await closedRoom(ada, "Cellar", [ada])

    await pinMessage(tea, bea)
    await pinMessage(cake, ada)

    expect(await pinnedIn(hall)).toMatchObject([
      { id: cake.id, pinned_by: "Ada" },
      { id: tea.id, pinned_by: "Bea" },
    ])
    expect(await countPins(hall)).toBe(2)
    expect(await pinnedIn(elsewhere)).toEqual([])
  })

  test("broadcasts its mark and the room's count, and nothing else", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Tea at four")
    const dom = `message_${message.client_message_id}`
    using ear = recordBroadcasts()

    const streams = await pinMessage(message, bea)
    await unpinMessage(message)

    const [pinned = "", unpinned = ""] = ear.on(messagesStream(hall)).map(String)
    expect(streams).toBe(pinned)
    expect(targets(pinned)).toEqual([
      `remove pin_${dom}`,
      `after heading_message_${message.id}`,
      `replace pins_link_room_${hall.id}`,
    ])
    expect(pinned).toContain("Pinned by Bea")
    expect(targets(unpinned)).toEqual([
      `remove pin_${dom}`,
      `remove pinned_message_${message.id}`,
      `replace pins_link_room_${hall.id}`,
    ])
    expect(ear.signals).toHaveLength(2)
  })

  test("is idempotent", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Tea at four")
    await pinMessage(message, bea)
    const pins = await pinnedIn(hall)

    const streams = await pinMessage(message, ada)

    expect(await pinnedIn(hall)).toEqual(pins)
    expect(streams).toContain("Pinned by Bea")
  })

  test("invalidates the message's cached HTML", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, ada, "Tea at four")
    const render = async () =>
      (await renderMessages([message], withDisplayName(hall))).get(message.id)?.html
    expect(await render()).not.toContain("Pinned by")

    await pinMessage(message, bea)
    expect(await render()).toContain("Pinned by Bea")
    await unpinMessage(message)
    expect(await render()).not.toContain("Pinned by")
  })

  test("fails for a removed message and above the limit", async () => {
    const { ada, hall } = await scene()
    const [removed, more] = [
      await createMessage(hall, ada, "Removed"),
      await createMessage(hall, ada, "One more"),
    ]
    await removeMessage(removed)
    await expect(pinMessage(removed, ada)).rejects.toThrow(NotFound)

    for (let count = 0; count < 100; count++) {
      const message = await createMessage(hall, ada, `Message ${count}`)
      await transaction((trx) =>
        trx
          .insertInto("pins")
          .values({
            room_id: hall.id,
            message_id: message.id,
            user_id: ada.id,
            created_at: 1,
            updated_at: 1,
          })
          .execute(),
      )
    }
    await expect(pinMessage(more, ada)).rejects.toThrow("Unpin one first")
  })

  test("is undone by removing the message, and the room's count is broadcast", async () => {
    const { ada, hall } = await scene()
    const [tea, cake] = [
      await createMessage(hall, ada, "Tea at four"),
      await createMessage(hall, ada, "Cake at five"),
    ]
    for (const message of [tea, cake]) await pinMessage(message, ada)
    using ear = recordBroadcasts()

    await removeMessage(tea)

    expect(await database().selectFrom("pins").select("message_id").execute()).toEqual([
      { message_id: cake.id },
    ])
    expect(ear.on(messagesStream(hall)).map(String).flatMap(targets).toSorted()).toEqual([
      `remove message_${tea.client_message_id}`,
      `replace pins_link_room_${hall.id}`,
    ])
  })

  test("of a reply is undone at once by removing the message that it answers", async () => {
    const { ada, bea, hall } = await scene()
    const root = await createMessage(hall, ada, "Who has the key?")
    const other = await createMessage(hall, ada, "Cake at five")
    const reply = await replyInThread(root, bea, "I do")
    for (const message of [other, reply, await replyInThread(other, bea, "With tea")])
      await pinMessage(message, ada)
    using ear = recordBroadcasts()

    await removeMessage(root)

    expect((await pinnedIn(hall)).map(({ id }) => id)).not.toContain(reply.id)
    expect(await countPins(hall)).toBe(2)
    expect(ear.on(messagesStream(hall)).map(String).flatMap(targets)).toContain(
      `replace pins_link_room_${hall.id}`,
    )
  })
})

const targets = (streams: string) =>
  [...streams.matchAll(/<turbo-stream action="(\w+)" target="([\w-]+)"/g)].map(
    ([, action, target]) => `${action} ${target}`,
  )
