import { expect, test } from "bun:test"
import { fold } from "../platform/text/fold"
import { groupNamesakes, type Namesake, tellApart } from "./namesakes"

const MAY_1 = Date.UTC(2026, 4, 1, 12) * 1000
const MEMBER = { role: "member" }
const ADMINISTRATOR = { role: "administrator" }

const alex = (id: number, more: Partial<Namesake> = {}): Namesake => ({
  id,
  name: "Alex Kim",
  folded: "alex kim",
  bio: null,
  role: "member",
  email_address: `alex${id}@example.com`,
  created_at: MAY_1,
  ...more,
})

const linesOf = (...[people, viewer, rooms]: Parameters<typeof tellApart>) =>
  Object.fromEntries(tellApart(people, viewer, rooms))

test("names are the same without case, accents and typographic quotes", () => {
  const names = ["Zoë O’Neill", "zoe o'neill", "Zoe O'Neil", "Łukasz", "LUKASZ", "Kim"]
  const people = names.map((name, id) => alex(id, { name, folded: fold(name) }))

  const groups = [...groupNamesakes(people).values()]

  expect(groups.map((group) => group.map(({ id }) => id))).toEqual([
    [0, 1],
    [3, 4],
  ])
})

test("the bio comes first, on one line", () => {
  const people = [alex(1, { bio: " Design\n  and tea " }), alex(2, { bio: "Kitchen" })]

  expect(linesOf(people, MEMBER)).toEqual({ 1: "Design and tea", 2: "Kitchen" })
  expect(linesOf(people, ADMINISTRATOR)).toEqual({ 1: "Design and tea", 2: "Kitchen" })
})

test("only an administrator sees the mail addresses", () => {
  const people = [alex(1), alex(2, { bio: "Kitchen" }), alex(3, { bio: "Kitchen" })]

  expect(linesOf(people, ADMINISTRATOR)).toEqual({
    1: "alex1@example.com",
    2: "Kitchen · alex2@example.com",
    3: "Kitchen · alex3@example.com",
  })
  for (const line of tellApart(people, MEMBER).values()) expect(line).not.toContain("@")
})

test("a shared room counts if the others are not in it", () => {
  const rooms = new Map([
    [1, ["Hall", "Den", "Attic"]],
    [2, ["Hall", "Kitchen", "Den"]],
    [3, ["Hall"]],
  ])

  expect(linesOf([alex(1), alex(2), alex(3)], MEMBER, rooms)).toEqual({
    1: "In Attic",
    2: "In Kitchen",
    3: "Joined 1 May 2026",
  })
})

test("people who share everything have different lines", () => {
  const people = [
    alex(1, { bio: "Tea" }),
    alex(2, { bio: "Tea", created_at: MAY_1 + 86_400e6 }),
    alex(3, { bio: "Tea" }),
    alex(4, { bio: "" }),
    alex(5, { bio: null, role: "bot", email_address: null }),
  ]

  expect(linesOf(people, MEMBER)).toEqual({
    1: "Tea · Joined 1 May 2026 · No. 1",
    2: "Tea · Joined 2 May 2026",
    3: "Tea · Joined 1 May 2026 · No. 3",
    4: "Joined 1 May 2026",
    5: "Bot",
  })
})

test("thousands of one name all get a line of their own", () => {
  const people = Array.from({ length: 5000 }, (_, id) => alex(id, { bio: `Row ${id % 7}` }))
  const rooms = new Map(people.map(({ id }) => [id, ["Hall", `Room ${id % 3}`]]))

  expect(new Set(tellApart(people, MEMBER, rooms).values()).size).toBe(5000)
})
