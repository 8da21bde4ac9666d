import { expect, test } from "bun:test"
import fc from "fast-check"
import { createMessage, scene } from "../../test/support/scene"
import { seedOr } from "../../test/support/seeds"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { findMessages } from "./find"
import { MAX_QUERY_LENGTH, normalizeQuery, parseQuery } from "./query"

/** Milliseconds per property. */
const AT_MOST = 3000

const part = fc.oneof(
  fc.string({ unit: "binary", maxLength: 10 }),
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.constantFrom(
    ...'AND OR NOT NEAR NEAR( NEAR(a,2) ^ * " "" \' \\ : :* ( ) { } - + & | ! <-> , ; ?'.split(" "),
  ),
  fc.constantFrom(
    "tea",
    "tea*",
    "ketTLE",
    "text:tea",
    "rowid:1",
    "marks",
    "会議",
    "\uE000in1",
    "🎉",
  ),
  fc
    .tuple(
      fc.constantFrom("from", "in", "has", "before", "after", "on", "x", "From", ""),
      fc.constantFrom(
        "ada",
        "me",
        "@ada",
        "#all",
        "file",
        "2024",
        "2024-02-30",
        "9999-12-31",
        "0000",
        '"',
      ),
    )
    .map(([name, value]) => `${name}:${value}`),
)

const typed = fc
  .array(fc.tuple(part, fc.constantFrom(" ", " ", "", '"', "\n")), { maxLength: 12 })
  .map((parts) => parts.flat().join(""))

onBothDatabases("a random query", () => {
  test("is valid SQL and returns no message that does not exist", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(
      hall,
      ada,
      "<p>Tea from the kettle, 会議 at 4 <code>or</code> not</p>",
    )

    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        const query = parseQuery(text)
        const { results } = await findMessages(ada, { query, zone: "UTC" })
        expect(results.every(({ id }) => id === message.id)).toBe(true)
      }),
      { seed: seedOr(20260302), numRuns: 400, interruptAfterTimeLimit: AT_MOST },
    )
  })
})

test("normalizing is idempotent and does not change how a query is parsed", () => {
  fc.assert(
    fc.property(typed, (text) => {
      const query = normalizeQuery(text)
      expect(normalizeQuery(query)).toBe(query)
      expect([...query].length).toBeLessThanOrEqual(MAX_QUERY_LENGTH)
      expect(JSON.stringify(parseQuery(query))).toBe(JSON.stringify(parseQuery(text)))
    }),
    { seed: seedOr(20260303), numRuns: 3000, interruptAfterTimeLimit: AT_MOST },
  )
})
