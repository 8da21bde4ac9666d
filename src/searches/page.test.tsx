import { beforeAll, expect, test } from "bun:test"
import { loadRealAssets } from "../platform/assets/assets-for-tests"
import { type Outcome, searchPageShell } from "./page"

beforeAll(loadRealAssets)

const viewer = { id: 1, name: "Ada", theme: "system", role: "member" } as const

function pageOf(found: Partial<Outcome>) {
  const whole = {
    count: 0,
    newest: true,
    more: null,
    unfinished: false,
    unknown: [],
    isEmpty: false,
    isIndexing: false,
    ...found,
  }
  const { before, after } = searchPageShell({
    viewer,
    query: '"green tea"',
    terms: [{ phrase: ["green", "tea"] }],
    found: whole,
    recents: [],
    exit: "/",
  })
  return before + after
}

test("a finished search has no next page", () => {
  const page = pageOf({})

  expect(page).toContain("No messages found</p>")
  expect(page).not.toContain("Look further back")
})

test.each([0, 3])(
  "one that stopped early after finding %d says so, and leads further back",
  (count) => {
    const page = pageOf({ count, unfinished: true, more: "/searches?q=green&before=7" })

    expect(page).toContain(`${count} messages so far`)
    expect(page).toContain("only the latest were looked at")
    expect(page).toMatch(/href="\/searches\?q=green&amp;before=7"[^>]*>\s*Look further back/)
  },
)

test("a query of signs has nothing to search for", () => {
  const page = pageOf({ isEmpty: true })

  expect(page).toContain("Nothing to search for")
  expect(page).toContain("Type a word, a number or an emoji.")
  expect(page).not.toContain("No messages found")
})

test.each([0, 3])("a search that finds %d says that older messages are being indexed", (count) => {
  expect(pageOf({ count, isIndexing: true })).toContain("Older messages are still being indexed")
  expect(pageOf({ count })).not.toContain("being indexed")
})
