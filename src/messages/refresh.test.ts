import { expect, test } from "bun:test"
import { ORIGIN, openRoom, say, scene, shownRoom } from "../../test/support/scene"
import { database, type Micros } from "../database/database"
import { onBothDatabases } from "../database/on-both-databases"
import type { Room } from "../rooms/room"
import { changesSince, editMessage, removeMessage } from "./message"
import { refreshStreams } from "./refresh-streams"

async function timeOf(room: Room): Promise<Micros> {
  const { updated_at } = await database()
    .selectFrom("rooms")
    .select("updated_at")
    .where("id", "=", room.id)
    .executeTakeFirstOrThrow()
  return updated_at
}

async function sayMany(room: Room, person: Parameters<typeof say>[1], count: number) {
  for (let index = 0; index < count; index++) await say(room, person, `Message ${index}`)
}

onBothDatabases("what a page has missed", () => {
  test("is what is new, what was edited and what was removed since, and nothing older", async () => {
    const { ada, hall } = await scene()
    const [kept, edited, removed] = [
      await say(hall, ada, "Kept"),
      await say(hall, ada, "Edited"),
      await say(hall, ada, "Removed"),
    ]
    const since = await timeOf(hall)

    const created = await say(hall, ada, "New")
    await editMessage(shownRoom(hall), ada, edited, "Edited!")
    await removeMessage(removed)

    expect(kept.created_at).toBeLessThanOrEqual(since)
    expect(await changesSince(hall, since)).toMatchObject({
      behind: false,
      created: [{ id: created.id }],
      updated: [{ id: edited.id }],
      removed: [removed.client_message_id],
    })
    expect(await changesSince(hall, await timeOf(hall))).toEqual({
      behind: false,
      created: [],
      updated: [],
      removed: [],
    })
  })

  test("stays in its room", async () => {
    const { ada, hall } = await scene()
    const kitchen = await openRoom(ada, "Kitchen")
    const since = await timeOf(hall)

    const message = await say(kitchen, ada, "New")
    await removeMessage(await say(kitchen, ada, "Gone"))

    expect(await changesSince(hall, since)).toMatchObject({ created: [], removed: [] })
    expect(await changesSince(kitchen, since)).toMatchObject({ created: [{ id: message.id }] })
  })

  test("is new once, also when it was edited since", async () => {
    const { ada, hall } = await scene()
    const since = await timeOf(hall)
    const message = await say(hall, ada, "New")
    await editMessage(shownRoom(hall), ada, message, "Newer")

    expect(await changesSince(hall, since)).toMatchObject({
      created: [{ id: message.id }],
      updated: [],
    })
  })

  test("is too much beyond 40 new ones: then the page starts over from its end", async () => {
    const { ada, hall } = await scene()
    await say(hall, ada, "Old")
    const since = await timeOf(hall)

    await sayMany(hall, ada, 40)
    const caughtUp = await changesSince(hall, since)
    const last = await say(hall, ada, "One too many")
    const behind = await changesSince(hall, since)

    expect(caughtUp).toMatchObject({ behind: false, created: { length: 40 } })
    expect(behind).toMatchObject({ behind: true, list: { length: 40 } })
    expect(behind.behind && behind.list.at(-1)?.id).toBe(last.id)
  })
})

onBothDatabases("what a page has missed, as streams", () => {
  test("appends, replaces and removes", async () => {
    const { ada, hall } = await scene()
    const [edited, removed] = [await say(hall, ada, "Edited"), await say(hall, ada, "Removed")]
    const since = await timeOf(hall)
    const created = await say(hall, ada, "New")
    await editMessage(shownRoom(hall), ada, edited, "Edited!")
    await removeMessage(removed)

    const streams = await refreshStreams(shownRoom(hall), await changesSince(hall, since), ORIGIN)

    expect(heads(streams)).toEqual([
      `action="append" target="messages_room_${hall.id}" missed`,
      `action="replace" target="message_${edited.client_message_id}" maintain_scroll`,
      `action="remove" target="message_${removed.client_message_id}"`,
    ])
    expect(streams).toContain(`id="message_${created.client_message_id}"`)
    expect(streams).toContain("Edited!")
  })

  test("is nothing when nothing was missed", async () => {
    const { ada, hall } = await scene()
    await say(hall, ada, "Old")
    const changes = await changesSince(hall, await timeOf(hall))

    expect(await refreshStreams(shownRoom(hall), changes, ORIGIN)).toBe("")
  })

  test("starts the list over when it is too much", async () => {
    const { ada, hall } = await scene()
    const since = await timeOf(hall)
    await sayMany(hall, ada, 41)

    const streams = await refreshStreams(shownRoom(hall), await changesSince(hall, since), ORIGIN)

    expect(heads(streams)).toEqual([`action="update" target="messages_room_${hall.id}"`])
    expect(streams.match(/<article/g)).toHaveLength(40)
    expect(streams).not.toContain("Message 0<")
  })
})

const heads = (streams: string) =>
  [...streams.matchAll(/<turbo-stream ([^>]*)>/g)].map(([, head]) => head)
