import { expect, test } from "bun:test"
import { changeMessage, createMessage, scene, withDisplayName } from "../../../test/support/scene"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { matchOf, newestMatches } from "../../searches/match"
import { parseQuery } from "../../searches/search"
import { removeMessage } from "../message"

/** The ids of the messages that a search for `typed` finds, oldest first. */
async function found(typed: string) {
  const { terms } = parseQuery(typed)
  const { ids } = await newestMatches(await matchOf(terms), EVERYTHING, 100, 100)
  return ids.toReversed()
}

const EVERYTHING = { from: 1, below: Number.MAX_SAFE_INTEGER }

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
