import { expect, test } from "bun:test"
import { rankCandidates } from "./candidates"

const order = (query: string, ...names: string[]) =>
  rankCandidates(
    names.map((name) => ({ name })),
    query,
  ).map(({ name }) => name)

test("ranks a match at the start before a match at a later word, and that before any other", () => {
  expect(order("da", "Linda", "Ann Dahl", "David", "Dana")).toEqual([
    "Dana",
    "David",
    "Ann Dahl",
    "Linda",
  ])
})

test("ignores accents and case", () => {
  expect(order("émi", "Noemi", "EMILE")).toEqual(["EMILE", "Noemi"])
})

test("sorts by name for a blank query", () => {
  expect(order(" ", "Cy", "Ann", "Bob")).toEqual(["Ann", "Bob", "Cy"])
})
