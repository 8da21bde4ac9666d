import { expect, test } from "bun:test"
import {
  changeMessage,
  closedRoom,
  createMember,
  createMessage,
  openRoom,
  removeMember,
  scene,
  withDisplayName,
} from "../../test/support/scene"
import { type Message, readBody, removeMessage } from "../messages/message"
import { indexMessage, reindexMessage } from "../messages/search-index/search-entry"
import { database, type Micros, transaction } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { startDirect } from "../rooms/room"
import { findMessages, PAGE } from "./find"
import { parseQuery } from "./query"

type UserRef = { id: number }

const search = (user: UserRef, typed: string, more: { zone?: string; below?: number } = {}) =>
  findMessages(user, { query: parseQuery(typed), zone: "UTC", ...more })

/** The ids of what is found, oldest first. */
async function found(user: UserRef, typed: string, more: { zone?: string } = {}) {
  const { results } = await search(user, typed, more)
  return results.map(({ id }) => id)
}

const ids = (...messages: Message[]) => messages.map(({ id }) => id)

const micros = (text: string): Micros => Date.parse(text) * 1000

/** Posts a message and sets its time. */
async function sayAt(time: string, ...post: Parameters<typeof createMessage>) {
  const message = await createMessage(...post)
  await transaction((trx) =>
    trx
      .updateTable("messages")
      .set({ created_at: micros(time) })
      .where("id", "=", message.id)
      .execute(),
  )
  return message
}

onBothDatabases("a search", () => {
  test("finds all of its words, in any form and order, oldest first", async () => {
    const { ada, bea, hall } = await scene()
    const first = await createMessage(hall, bea, "<p>Eels in the <b>kettle</b></p>")
    await createMessage(hall, bea, "An eel")
    const second = await createMessage(hall, ada, "My kettle holds an EEL")

    expect(await found(ada, "eel kettles")).toEqual(ids(first, second))
  })

  test("finds words side by side", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "The kettle is on")
    await createMessage(hall, ada, "On is the kettle")

    expect(await found(ada, '"kettle is on"')).toEqual(ids(message))
    expect(await found(ada, '"kettles is" the')).toEqual([])
  })

  test("finds the edited text, and no removed messages", async () => {
    const { ada, hall } = await scene()
    const [edited, deleted] = [
      await createMessage(hall, ada, "Tea"),
      await createMessage(hall, ada, "Tea"),
    ]
    await changeMessage(withDisplayName(hall), ada, edited, "Coffee")
    await removeMessage(deleted)

    expect(await found(ada, "tea")).toEqual([])
    expect(await found(ada, "coffee")).toEqual(ids(edited))
  })

  test("finds messages in the user's current rooms only", async () => {
    const { ada, bea, hall } = await scene()
    const attic = await closedRoom(ada, "Attic", [ada, bea])
    const secret = await createMessage(attic, ada, "Tea in the attic")
    const open = await createMessage(hall, ada, "Tea in the hall")
    const ping = await startDirect(ada, [bea.id])
    const directMessage = await createMessage(ping, bea, "Tea for two")
    const outsider = await createMember("Outsider")

    expect(await found(bea, "tea")).toEqual(ids(secret, open, directMessage))
    expect(await found(outsider, "tea")).toEqual(ids(open))
    expect(await found(outsider, "in:attic")).toEqual([])

    await removeMember(attic, bea)
    expect(await found(bea, "tea")).toEqual(ids(open, directMessage))
    await removeMember(hall, outsider)
    expect(await found(outsider, "tea")).toEqual([])
  })

  test("finds an author by full name, by part of it and by me", async () => {
    const { ada, bea, hall } = await scene()
    const lovelace = await createMember("Adele Lovelace")
    const [one, two, three] = [
      await createMessage(hall, ada, "Tea"),
      await createMessage(hall, bea, "Tea"),
      await createMessage(hall, lovelace, "Tea"),
    ]

    expect(await found(bea, "tea from:ADA")).toEqual(ids(one))
    expect(await found(bea, "from:@ad")).toEqual(ids(one, three))
    expect(await found(bea, 'from:"adele lovelace"')).toEqual(ids(three))
    expect(await found(bea, "from:lovelace from:bea")).toEqual(ids(two, three))
    expect(await found(bea, "from:me tea")).toEqual(ids(two))
    expect(await search(bea, "tea from:nobody")).toEqual({
      results: [],
      more: null,
      unfinished: false,
      unknown: ["nobody"],
    })
  })

  test("finds a room by its name, and a direct room by its members' names", async () => {
    const { ada, bea, hall } = await scene()
    const corner = await openRoom(ada, "Coffee Corner")
    const ping = await startDirect(ada, [bea.id])
    const [here, there, between] = [
      await createMessage(corner, ada, "Tea"),
      await createMessage(hall, ada, "Tea"),
      await createMessage(ping, ada, "Tea"),
    ]

    expect(await found(ada, 'in:"coffee corner" tea')).toEqual(ids(here))
    expect(await found(ada, "in:#corner")).toEqual(ids(here))
    expect(await found(ada, "in:bea")).toEqual(ids(between))
    expect(await found(bea, "in:ada")).toEqual(ids(between))
    expect(await found(ada, `in:"${hall.name}" in:coffee`)).toEqual(ids(here, there))
  })

  test("finds files, links and code", async () => {
    const { ada, hall } = await scene()
    const link = await createMessage(hall, ada, `<p>See <a href="https://example.com">this</a></p>`)
    await createMessage(hall, ada, `<cite><a href="/rooms/1/@1">#</a></cite>`)
    const code = await createMessage(hall, ada, "<pre>let tea = 4</pre>")
    const file = await createMessage(hall, ada, "A picture of tea")
    await transaction((trx) =>
      reindexMessage(trx, {
        message: { ...file, access_room_id: file.room_id, attachment_id: 1 },
        body: readBody(file.body),
      }),
    )

    expect(await found(ada, "has:link")).toEqual(ids(link))
    expect(await found(ada, "has:code tea")).toEqual(ids(code))
    expect(await found(ada, "has:file")).toEqual(ids(file))
    await changeMessage(withDisplayName(hall), ada, code, "<p>No more tea</p>")
    expect(await found(ada, "has:code")).toEqual([])
  })

  test("finds messages before, after and on a day in the user's time zone", async () => {
    const { ada, hall } = await scene()
    const old = await sayAt("2024-03-11T12:00:00Z", hall, ada, "Tea")
    const late = await sayAt("2024-03-11T23:30:00Z", hall, ada, "Tea")
    const next = await sayAt("2024-03-12T12:00:00Z", hall, ada, "Tea")
    const today = await createMessage(hall, ada, "Tea")

    expect(await found(ada, "before:2024-03-12")).toEqual(ids(old, late))
    expect(await found(ada, "before:2024-03-12", { zone: "Europe/Berlin" })).toEqual(ids(old))
    expect(await found(ada, "tea after:2024-03-11")).toEqual(ids(next, today))
    expect(await found(ada, "on:2024-03-11")).toEqual(ids(old, late))
    expect(await found(ada, "after:2024-02 before:2024-04")).toEqual(ids(old, late, next))
    expect(await found(ada, "before:2024")).toEqual([])
    expect(await found(ada, "after:2024 from:me tea")).toEqual(ids(today))
  })

  test("returns the newest hundred and the id to continue from", async () => {
    const { ada, hall } = await scene()
    const all = await sayMany(hall, ada, PAGE + 5, "tea")

    const newest = await search(ada, "tea")
    expect(newest.results.map(({ id }) => id)).toEqual(all.slice(5))
    const older = await search(ada, "tea", { below: newest.more ?? 0 })
    expect(older.results.map(({ id }) => id)).toEqual(all.slice(0, 5))
    expect(older.more).toBe(null)
  })

  test("finds the few messages that the user may see among many others", async () => {
    const { ada, bea, hall } = await scene()
    const attic = await closedRoom(ada, "Attic", [ada])
    const open = await createMessage(hall, bea, "Tea in the hall")
    await sayMany(attic, ada, 400, "tea")

    expect(await found(bea, "tea")).toEqual(ids(open))
    expect(await found(bea, "on:2020")).toEqual([])
    expect(await found(bea, "after:2020")).toEqual(ids(open))
  })

  test("stops early for a rare phrase of common words, and continues on request", async () => {
    const { ada, bea, hall } = await scene()
    const attic = await closedRoom(ada, "Attic", [ada])
    const apart = await createMessage(hall, ada, "Tea is green")
    const sideBySide = await createMessage(hall, ada, "Green tea")
    await sayMany(attic, ada, 150, "tea, green")
    const phrase = { query: parseQuery('"green tea"'), zone: "UTC" }

    let answer = await findMessages(ada, phrase, [2, 3])
    expect(answer).toMatchObject({ results: [], unfinished: true })
    expect(answer.more).toBeGreaterThan(sideBySide.id)
    while (answer.unfinished)
      answer = await findMessages(ada, { ...phrase, below: answer.more }, [2, 3])
    expect(answer.results.map(({ id }) => id)).toEqual(ids(sideBySide))
    expect(answer.more).toBe(null)

    // Messages in other rooms must not influence the result.
    const beas = await findMessages(bea, phrase, [2, 3])
    expect(beas).toMatchObject({ results: [{ id: sideBySide.id }], unfinished: false, more: null })
    expect(await found(ada, '"tea is green"')).toEqual(ids(apart))
    expect(await found(ada, '"green tea"')).toEqual(ids(sideBySide))
  })
})

/** Inserts `count` messages. @returns their ids */
async function sayMany(
  room: { id: number },
  author: { id: number },
  count: number,
  text: string,
): Promise<number[]> {
  const { last } = await database()
    .selectFrom("messages")
    .select((row) => row.fn.max("id").as("last"))
    .executeTakeFirstOrThrow()
  const first = (last ?? 0) + 1
  const all = Array.from({ length: count }, (_, index) => first + index)
  const time = micros("2025-01-01T00:00:00Z")
  await transaction(async (trx) => {
    await trx
      .insertInto("messages")
      .values(
        all.map((id) => ({
          id,
          room_id: room.id,
          creator_id: author.id,
          client_message_id: `many-${id}`,
          body: text,
          created_at: time + id,
          updated_at: time + id,
        })),
      )
      .execute()
    for (const id of all) {
      const message = { id, access_room_id: room.id, creator_id: author.id }
      await indexMessage(trx, { message, body: readBody(text) })
    }
  })
  return all
}
