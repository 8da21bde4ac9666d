import { expect, test } from "bun:test"
import { mention } from "../../../test/support/mentions"
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
import { profilesVersion, setProfilesVersion } from "../../users/user"
import { removeMessage } from "../message"
import { changesSince as changes, refreshQuestion } from "./refresh"
import { refresh, refreshStreams } from "./refresh-streams"

/** As for a client that does not say which rows it shows. */
const changesSince = (room: Room, since: Micros) => changes(room, { since, held: null })

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
      restart: null,
      created: [{ id: created.id }],
      updated: [{ id: edited.id }],
      removed: [removed.client_message_id],
    })
    expect(await changesSince(hall, await timeOf(hall))).toMatchObject({
      restart: null,
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

    expect(caughtUp).toMatchObject({ restart: null, created: { length: 40 } })
    expect(behind).toMatchObject({ created: [], restart: { list: { length: 40 } } })
    expect(behind.restart?.list.at(-1)?.id).toBe(last.id)
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

    expect(await changesSince(hall, longAgo)).toMatchObject({ restart: null })
    await removeMessage(gone)
    expect(await changesSince(hall, longAgo)).toMatchObject({
      restart: { list: [{ id: kept.id }] },
    })
    expect(await changesSince(hall, now() - 29 * day)).toMatchObject({
      restart: null,
      removed: [gone.client_message_id],
    })

    await removedAgo(70)
    expect(await changesSince(hall, longAgo)).toMatchObject({ restart: null, removed: [] })
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

    expect(heads(streams)).toEqual([
      expect.stringContaining(`action="update" target="messages_room_${hall.id}" gap="1`),
    ])
    expect(streams.match(/<article/g)).toHaveLength(40)
    expect(streams).not.toContain("Message 0<")
  })
})

onBothDatabases("the changes of the rows that a page shows", () => {
  const idOf = ({ id }: { id: number }) => id

  test("are complete: each changed row, each removed row, and no others", async () => {
    const { ada, hall } = await scene()
    const shown = []
    for (let index = 0; index < 52; index++)
      shown.push(await createMessage(hall, ada, `Message ${index}`))
    const [above, ...held] = shown
    const since = await timeOf(hall)

    if (!above) throw new Error("There are 52 messages")
    await changeMessage(withDisplayName(hall), ada, above, "Not on the page")
    const [gone, ...others] = held
    if (gone) await removeMessage(gone)
    const edited = others.slice(0, 45)
    for (const message of edited) await changeMessage(withDisplayName(hall), ada, message, "New")
    await createMessages(hall, ada, 41)

    const missed = await changes(hall, { since, held: held.map(idOf) })
    expect(missed.updated.map(idOf)).toEqual(edited.map(idOf))
    expect(missed.gone).toEqual(gone ? [gone.id] : [])
    expect(missed.restart?.list).toHaveLength(40)
    expect(await changes(hall, { since, held: held.map(idOf), rowsOnly: true })).toMatchObject({
      updated: missed.updated,
      created: [],
      restart: null,
    })
  })

  test("do not include messages that the page shows already, however many are new", async () => {
    const { ada, hall } = await scene()
    const since = await timeOf(hall)
    const shown = []
    for (let index = 0; index < 50; index++)
      shown.push(await createMessage(hall, ada, `Message ${index}`))

    const held = shown.map(idOf)
    expect(await refresh(withDisplayName(hall), { since, held })).toBe("")

    const missed = held.splice(3, 41)
    const [first] = shown.slice(3)
    expect((await changes(hall, { since, held })).restart?.gap).toBe(first?.created_at)
    held.push(...missed.slice(1))
    expect((await changes(hall, { since, held })).created.map(idOf)).toEqual(missed.slice(0, 1))
  })

  test("need no tombstones", async () => {
    const { ada, hall } = await scene()
    const [kept, gone] = [
      await createMessage(hall, ada, "Kept"),
      await createMessage(hall, ada, "Gone"),
    ]
    await removeMessage(gone)

    const longAgo = now() - 60 * hours(24)
    const missed = await changes(hall, { since: longAgo, held: [kept.id, gone.id] })
    expect(missed).toMatchObject({ gone: [gone.id], restart: null })
    expect(heads(await refreshStreams(withDisplayName(hall), missed)).at(-1)).toBe(
      `action="remove" targets="#messages_room_${hall.id} &gt; [data-message-id=&quot;${gone.id}&quot;]"`,
    )
  })

  test("show nothing of another room's messages", async () => {
    const { ada, hall } = await scene()
    const elsewhere = await createMessage(await openRoom(ada, "Kitchen"), ada, "Secret")

    expect(await changes(hall, { since: 0, held: [elsewhere.id] })).toMatchObject({
      updated: [],
      gone: [elsewhere.id],
    })
  })

  test("include the rows of people who changed their name, and those that mention them", async () => {
    const { ada, bea, hall } = await scene()
    const [plain, mentioning, own] = [
      await createMessage(hall, ada, "Plain"),
      await createMessage(hall, ada, `Ask ${mention(bea)}`),
      await createMessage(hall, bea, "Me?"),
    ]
    const question = { since: await timeOf(hall), held: [plain.id, mentioning.id, own.id] }
    expect(await refresh(withDisplayName(hall), question)).toBe("")

    await transaction(async (trx) => {
      const updated_at = Math.max(now(), profilesVersion() + 1)
      const name = "Beatrice"
      await trx.updateTable("users").set({ name, updated_at }).where("id", "=", bea.id).execute()
      setProfilesVersion(updated_at)
    })

    const streams = await refresh(withDisplayName(hall), question)
    expect(heads(streams)).toEqual([
      `action="replace" target="message_${own.client_message_id}" maintain_scroll`,
      `action="replace" target="message_${mentioning.client_message_id}" maintain_scroll`,
    ])
    expect(streams.match(/Beatrice/g)?.length).toBeGreaterThanOrEqual(2)
    expect(await refresh(withDisplayName(hall), { ...question, people: profilesVersion() })).toBe(
      "",
    )
  })

  test("are asked for by ids with commas between, at most 500", () => {
    expect(refreshQuestion({ since: "1.5", held: "1,22,3" })).toEqual({
      since: 1500,
      people: 1500,
      held: [1, 22, 3],
      rowsOnly: false,
    })
    expect(refreshQuestion({ held: "", reason: "rows" })).toMatchObject({
      since: 0,
      held: [],
      rowsOnly: true,
    })
    expect(refreshQuestion({ since: "1", people: "2.5" })).toMatchObject({
      since: 1000,
      people: 2500,
    })
    expect(refreshQuestion({})).toMatchObject({ held: null })
    const tooMany = Array.from({ length: 501 }, (_, id) => id).join()
    for (const held of ["1,", "a", "1 2", "1;drop", tooMany])
      expect(() => refreshQuestion({ held })).toThrow("Ask in parts")
  })
})

const heads = (streams: string) =>
  [...streams.matchAll(/<turbo-stream ([^>]*)>/g)].map(([, head]) => head)
