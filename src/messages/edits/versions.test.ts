import { expect, test } from "bun:test"
import { sql } from "kysely"
import {
  changeMessage,
  createMessage,
  messageByClientId,
  scene,
  withDisplayName,
} from "../../../test/support/scene"
import { store } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { type Message, removeMessage, versionsOf } from "../message"

const textOf = (html: string) => html.replace(/<[^>]*>/g, "")

const history = async ({ client_message_id }: Message) =>
  (await versionsOf(await messageByClientId(client_message_id))).map(({ author, html }) => [
    author.name,
    textOf(html),
  ])

onBothDatabases("the history of a message", () => {
  test("has what it says now first, and before that what it said, by whom", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, bea, "Kettle's on")

    await changeMessage(withDisplayName(hall), bea, message, "Kettle's off")
    await changeMessage(withDisplayName(hall), ada, message, "The kettle is off")

    expect(await history(message)).toEqual([
      ["Ada", "The kettle is off"],
      ["Bea", "Kettle's off"],
      ["Bea", "Kettle's on"],
    ])
    const [now, before, first] = await versionsOf(
      await messageByClientId(message.client_message_id),
    )
    expect(now?.at).toBe((await messageByClientId(message.client_message_id)).edited_at ?? 0)
    expect(first?.at).toBe(message.created_at)
    expect(before?.at).toBeGreaterThan(message.created_at)
    expect(before?.at).toBeLessThan(now?.at ?? 0)
  })

  test("doesn't grow by an edit that changes nothing, which no message shows either", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")

    await changeMessage(withDisplayName(hall), ada, message, "Kettle's on")

    expect(await history(message)).toEqual([["Ada", "Kettle's on"]])
    expect(await messageByClientId(message.client_message_id)).toEqual(message)
  })

  test("shows the last hundred things that it said, each by whom", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, bea, "0")
    for (let edit = 1; edit <= 101; edit++)
      await changeMessage(withDisplayName(hall), edit % 2 ? ada : bea, message, String(edit))

    const shown = await history(message)
    expect(shown).toHaveLength(100)
    expect(shown[0]).toEqual(["Ada", "101"])
    expect(shown.at(-1)).toEqual(["Bea", "2"])
  })

  test("keeps each of two edits at once", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, bea, "none")

    await Promise.all([
      changeMessage(withDisplayName(hall), ada, message, "one"),
      changeMessage(withDisplayName(hall), bea, message, "two"),
    ])

    const bodies = (await history(message)).map(([, body]) => body)
    expect(bodies.toSorted()).toEqual(["none", "one", "two"])
    expect(bodies.at(-1)).toBe("none")
  })

  test("goes with the message: no word of it is left in any table", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "the first zanzibar")
    await changeMessage(withDisplayName(hall), ada, message, "the second zanzibar")
    expect(await tablesThatHold("zanzibar")).toContain("message_versions")

    await removeMessage(message)

    expect(await tablesThatHold("zanzibar")).toEqual([])
  })
})

/** The names of all tables in which `word` stands, in whatever column: those of the index, too. */
async function tablesThatHold(word: string) {
  const tables = await store().reading.introspection.getTables()
  const rows = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql`select * from ${sql.table(name)}`.execute(store().reading)
      return { name, found: JSON.stringify(rows, bytesAsText).includes(word) }
    }),
  )
  return rows.filter(({ found }) => found).map(({ name }) => name)
}

const bytesAsText = (_: string, value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value
