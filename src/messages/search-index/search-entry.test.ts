import { expect, test } from "bun:test"
import { sql } from "kysely"
import { changeMessage, createMessage, scene, withDisplayName } from "../../../test/support/scene"
import { dialect, store } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { removeMessage } from "../message"
import { searchWords } from "./search-words"

/** The ids of the messages that hold all of `words`, asked as each database asks its index. */
async function found(words: string) {
  const asked = searchWords(words).flat().join(" ")
  const { rows } = await (dialect() === "sqlite"
    ? sql<{ rowid: number }>`select rowid from search_entries where search_entries match ${asked}`
    : sql<{ rowid: number }>`select rowid from search_entries
        where document @@ plainto_tsquery('hearth', ${asked})`
  ).execute(store().reading)
  return rows.map(({ rowid }) => rowid)
}

onBothDatabases("a message's search entry", () => {
  test.each([
    ["eel", "Eels are slippery"],
    ["eels", "An eel is slippery"],
    ["posting", "She posted it"],
    ["who", "Who is there?"],
    ["cafe", "Two Cafés, please"],
    ["CAFÉ", "one cafe, please"],
    ["kettle tea", "Tea comes from a kettle"],
    ["Straße", "An der Straße"],
    ["привет", "Привет, мир"],
    ["会議", "明日の会議は十時からです"],
    ["report", "See report.pdf at https://example.com/files/report.pdf"],
    ["example", "Write to ada@example.com"],
    ["5", "Version 1.5-beta"],
  ])("is found by %p in %p", async (words, body) => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, body)
    await createMessage(hall, ada, "Something else entirely")

    expect(await found(words)).toEqual([message.id])
  })

  test("holds what people read, and no markup", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(
      hall,
      ada,
      `<p>Read <a href="https://hidden.example/secret">this</a> <strong>twice</strong></p>`,
    )

    expect(await found("read this twice")).toEqual([message.id])
    for (const markup of ["strong", "href", "secret"]) expect(await found(markup)).toEqual([])
  })

  test("follows an edit", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "Tea at four")
    const other = await createMessage(hall, ada, "Tea at five")

    await changeMessage(withDisplayName(hall), ada, message, "Coffee at four")

    expect(await found("coffee")).toEqual([message.id])
    expect(await found("tea")).toEqual([other.id])
  })

  test("goes with its message", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "Tea at four")
    const other = await createMessage(hall, ada, "Tea at five")

    await removeMessage(message)

    expect(await found("tea")).toEqual([other.id])
  })
})
