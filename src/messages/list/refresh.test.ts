import { expect, test } from "bun:test"
import {
  changeMessage,
  createMessage,
  openRoom,
  scene,
  withDisplayName,
} from "../../../test/support/scene"
import { database, hours, type Micros, now, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { workOff } from "../../platform/jobs/job"
import type { Room } from "../../rooms/room"
import { changesSince, removeMessage } from "../message"
import { refreshStreams } from "./refresh-streams"

async function timeOf(room: Room): Promise<Micros> {
  const { updated_at } = await database()
    .selectFrom("rooms")
    .select("updated_at")
    .where("id", "=", room.id)
    .executeTakeFirstOrThrow()
  return updated_at
}

async function createMessages(
  room: Room,
  person: Parameters<typeof createMessage>[1],
  count: number,
) {
  for (let index = 0; index < count; index++) await createMessage(room, person, `Message ${index}`)
}

onBothDatabases("the changes since a page's time", () => {
  test("are the messages that were created, edited and removed since, and nothing older", async () => {
    const { ada, hall } = await scene()
    const [kept, edited, removed] = [
      await createMessage(hall, ada, "Kept"),
      await createMessage(hall, ada, "Edited"),
      await createMessage(hall, ada, "Removed"),
    ]
    const since = await timeOf(hall)

    const created = await createMessage(hall, ada, "New")
    await changeMessage(withDisplayName(hall), ada, edited, "Edited!")
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

  test("exclude other rooms", async () => {
    const { ada, hall } = await scene()
    const kitchen = await openRoom(ada, "Kitchen")
    const since = await timeOf(hall)

    const message = await createMessage(kitchen, ada, "New")
    await removeMessage(await createMessage(kitchen, ada, "Gone"))

    expect(await changesSince(hall, since)).toMatchObject({ created: [], removed: [] })
    expect(await changesSince(kitchen, since)).toMatchObject({ created: [{ id: message.id }] })
  })

  test("list a new message once, also when it was edited since", async () => {
    const { ada, hall } = await scene()
    const since = await timeOf(hall)
    const message = await createMessage(hall, ada, "New")
    await changeMessage(withDisplayName(hall), ada, message, "Newer")

    expect(await changesSince(hall, since)).toMatchObject({
      created: [{ id: message.id }],
      updated: [],
    })
  })

  test("replace the list when there are more than 40 new messages", async () => {
    const { ada, hall } = await scene()
    await createMessage(hall, ada, "Old")
    const since = await timeOf(hall)

    await createMessages(hall, ada, 40)
    const caughtUp = await changesSince(hall, since)
    const last = await createMessage(hall, ada, "One too many")
    const behind = await changesSince(hall, since)

    expect(caughtUp).toMatchObject({ behind: false, created: { length: 40 } })
    expect(behind).toMatchObject({ behind: true, list: { length: 40 } })
    expect(behind.behind && behind.list.at(-1)?.id).toBe(last.id)
  })
})

onBothDatabases("tombstones", () => {
  /** Ages all tombstones by `days`. */
  const removedAgo = (days: number) =>
    transaction((trx) =>
      trx
        .updateTable("message_removals")
        .set({ created_at: now() - days * hours(24) })
        .execute(),
    )

  const removals = async () =>
    (await database().selectFrom("message_removals").select("client_message_id").execute()).map(
      ({ client_message_id }) => client_message_id,
    )

  const sweepAll = async () => {
    await transaction((trx) => trx.updateTable("jobs").set({ run_at: 0 }).execute())
    await workOff()
  }

  test("are kept for thirty days, and the latest of each room for ever", async () => {
    const { ada, hall } = await scene()
    const [first, second, third] = [
      await createMessage(hall, ada, "First"),
      await createMessage(hall, ada, "Second"),
      await createMessage(hall, ada, "Third"),
    ]
    await removeMessage(first)
    await removedAgo(29)
    await sweepAll()
    expect(await removals()).toEqual([first.client_message_id])

    await removedAgo(31)
    await removeMessage(second)
    await removeMessage(third)
    await sweepAll()
    expect(await removals()).toEqual([second.client_message_id, third.client_message_id])

    await removedAgo(400)
    await removeMessage(await createMessage(hall, ada, "Fourth"))
    await removedAgo(400)
    await sweepAll()
    expect(await removals()).toHaveLength(1)
  })

  test("are deleted by one job a day and room", async () => {
    const { ada, hall } = await scene()
    const kitchen = await openRoom(ada, "Kitchen")
    for (const room of [hall, hall, kitchen, hall])
      await removeMessage(await createMessage(room, ada, "Gone"))

    const jobs = await database().selectFrom("jobs").select("payload").orderBy("id").execute()
    expect(jobs.map(({ payload }) => JSON.parse(payload))).toEqual([
      { room_id: hall.id },
      { room_id: kitchen.id },
    ])
  })

  test("are deleted by one job a day also where messages are removed every few hours", async () => {
    const { ada, hall } = await scene()
    const today = Math.floor(now() / hours(24)) * hours(24)
    const lastNight = { created_at: today - hours(1) }

    await removeMessage(await createMessage(hall, ada, "Gone last night"))
    await transaction((trx) => trx.updateTable("message_removals").set(lastNight).execute())
    await removeMessage(await createMessage(hall, ada, "Gone today"))

    expect(await database().selectFrom("jobs").select("id").execute()).toHaveLength(2)
  })

  test("make a page older than that replace its list, if it missed a removal", async () => {
    const { ada, hall } = await scene()
    const kept = await createMessage(hall, ada, "Kept")
    const gone = await createMessage(hall, ada, "Gone")
    const day = hours(24)
    const longAgo = now() - 60 * day

    expect(await changesSince(hall, longAgo)).toMatchObject({ behind: false })
    await removeMessage(gone)
    expect(await changesSince(hall, longAgo)).toMatchObject({
      behind: true,
      list: [{ id: kept.id }],
    })
    expect(await changesSince(hall, now() - 29 * day)).toMatchObject({
      behind: false,
      removed: [gone.client_message_id],
    })

    await removedAgo(70)
    expect(await changesSince(hall, longAgo)).toMatchObject({ behind: false, removed: [] })
  })
})

onBothDatabases("the streams of a refresh", () => {
  test("append, replace and remove", async () => {
    const { ada, hall } = await scene()
    const [edited, removed] = [
      await createMessage(hall, ada, "Edited"),
      await createMessage(hall, ada, "Removed"),
    ]
    const since = await timeOf(hall)
    const created = await createMessage(hall, ada, "New")
    await changeMessage(withDisplayName(hall), ada, edited, "Edited!")
    await removeMessage(removed)

    const streams = await refreshStreams(withDisplayName(hall), await changesSince(hall, since))

    expect(heads(streams)).toEqual([
      `action="append" target="messages_room_${hall.id}" missed`,
      `action="replace" target="message_${edited.client_message_id}" maintain_scroll`,
      `action="remove" target="message_${removed.client_message_id}"`,
    ])
    expect(streams).toContain(`id="message_${created.client_message_id}"`)
    expect(streams).toContain("Edited!")
  })

  test("are empty without changes", async () => {
    const { ada, hall } = await scene()
    await createMessage(hall, ada, "Old")
    const changes = await changesSince(hall, await timeOf(hall))

    expect(await refreshStreams(withDisplayName(hall), changes)).toBe("")
  })

  test("replace the list when there are too many changes", async () => {
    const { ada, hall } = await scene()
    const since = await timeOf(hall)
    await createMessages(hall, ada, 41)

    const streams = await refreshStreams(withDisplayName(hall), await changesSince(hall, since))

    expect(heads(streams)).toEqual([`action="update" target="messages_room_${hall.id}"`])
    expect(streams.match(/<article/g)).toHaveLength(40)
    expect(streams).not.toContain("Message 0<")
  })
})

const heads = (streams: string) =>
  [...streams.matchAll(/<turbo-stream ([^>]*)>/g)].map(([, head]) => head)
