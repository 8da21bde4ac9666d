import { beforeAll, expect, test } from "bun:test"
import { loadRealAssets } from "../platform/assets/assets-for-tests"
import { type Outcome, searchPageShell } from "./page"

beforeAll(loadRealAssets)

const viewer = { id: 1, name: "Ada", theme: "system", role: "member" } as const

function pageOf(found: Partial<Outcome>) {
  const whole = { count: 0, newest: true, more: null, unfinished: false, unknown: [], ...found }
  const { before, after } = searchPageShell({
    viewer,
    query: '"green tea"',
    words: ["green", "tea"],
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
