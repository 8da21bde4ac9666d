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
  test("lists the current body first, then the earlier ones, each with its editor", async () => {
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

  test("ignores an edit that changes nothing, and the message is not marked as edited", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "Kettle's on")

    await changeMessage(withDisplayName(hall), ada, message, "Kettle's on")

    expect(await history(message)).toEqual([["Ada", "Kettle's on"]])
    expect(await messageByClientId(message.client_message_id)).toEqual(message)
  })

  test("shows the last hundred versions, each with its editor", async () => {
    const { ada, bea, hall } = await scene()
    const message = await createMessage(hall, bea, "0")
    for (let edit = 1; edit <= 101; edit++)
      await changeMessage(withDisplayName(hall), edit % 2 ? ada : bea, message, String(edit))

    const shown = await history(message)
    expect(shown).toHaveLength(100)
    expect(shown[0]).toEqual(["Ada", "101"])
    expect(shown.at(-1)).toEqual(["Bea", "2"])
  })

  test("keeps both of two concurrent edits", async () => {
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

  test("is deleted with the message: no table contains a word of it", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "the first zanzibar")
    await changeMessage(withDisplayName(hall), ada, message, "the second zanzibar")
    expect(await tablesThatHold("zanzibar")).toContain("message_versions")

    await removeMessage(message)

    expect(await tablesThatHold("zanzibar")).toEqual([])
  })
})

/** The names of all tables with `word` in any column, including those of the search index. */
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
