import { expect, test } from "bun:test"
import { allMessages, createMessage, openRoom, scene } from "../../../test/support/scene"
import { now, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import type { Room } from "../../rooms/room"
import type { User } from "../../users/user"
import { messagesAfter, messagesAround, messagesBefore, newestMessages } from "../message"

const ids = (list: { id: number }[]) => list.map(({ id }) => id)

/** Inserts `count` messages of one microsecond, as an import may. */
async function crowd(room: Room, creator: User, count: number) {
  const time = now()
  const stamps = { created_at: time, updated_at: time }
  const rows = Array.from({ length: count }, (_, index) => ({
    ...stamps,
    room_id: room.id,
    creator_id: creator.id,
    client_message_id: `crowd-${time}-${index}`,
    body: `Message ${index}`,
  }))
  await transaction((trx) => trx.insertInto("messages").values(rows).execute())
}

onBothDatabases("a room's pages", () => {
  test("are the newest 40, and 40 before or after a message, oldest first", async () => {
    const { ada, hall } = await scene()
    for (let index = 0; index < 100; index++) await createMessage(hall, ada, `Message ${index}`)
    const all = await allMessages()
    const middle = all[50]
    if (!middle) throw new Error("There are 100 messages")

    expect(ids(await newestMessages(hall))).toEqual(ids(all.slice(60)))
    expect(ids(await messagesBefore(hall, middle))).toEqual(ids(all.slice(10, 50)))
    expect(ids(await messagesAfter(hall, middle))).toEqual(ids(all.slice(51, 91)))
    expect(ids(await messagesAround(hall, middle))).toEqual(ids(all.slice(10, 91)))
  })

  test("end at the room's first and last message", async () => {
    const { ada, hall } = await scene()
    const first = await createMessage(hall, ada, "First")
    const last = await createMessage(hall, ada, "Last")

    expect(await messagesBefore(hall, first)).toEqual([])
    expect(await messagesAfter(hall, last)).toEqual([])
    expect(ids(await messagesAround(hall, first))).toEqual([first.id, last.id])
  })

  test("contain no other room's messages", async () => {
    const { ada, hall } = await scene()
    const kitchen = await openRoom(ada, "Kitchen")
    const here = await createMessage(hall, ada, "Here")
    const there = await createMessage(kitchen, ada, "There")
    const later = await createMessage(hall, ada, "Later")

    expect(ids(await newestMessages(hall))).toEqual([here.id, later.id])
    expect(ids(await messagesBefore(hall, later))).toEqual([here.id])
    expect(ids(await messagesAfter(kitchen, there))).toEqual([])
  })

  test("neither skip nor repeat messages of the same microsecond", async () => {
    const { ada, hall } = await scene()
    await crowd(hall, ada, 100)
    const all = ids(await allMessages())

    const up: number[] = ids(await newestMessages(hall))
    for (;;) {
      const [top] = (await allMessages()).filter(({ id }) => id === up[0])
      const page = top ? await messagesBefore(hall, top) : []
      if (page.length === 0) break
      up.unshift(...ids(page))
    }
    const [first] = await allMessages()
    const down: number[] = first ? [first.id] : []
    for (;;) {
      const [bottom] = (await allMessages()).filter(({ id }) => id === down.at(-1))
      const page = bottom ? await messagesAfter(hall, bottom) : []
      if (page.length === 0) break
      down.push(...ids(page))
    }

    expect(up).toEqual(all)
    expect(down).toEqual(all)
  })
})
