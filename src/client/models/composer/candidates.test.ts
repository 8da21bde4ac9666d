import { expect, test } from "bun:test"
import { rankCandidates } from "./candidates"

const order = (query: string, ...names: string[]) =>
  rankCandidates(
    names.map((name) => ({ name })),
    query,
  ).map(({ name }) => name)

test("who begins with it comes before who has it in a later word, or within one", () => {
  expect(order("da", "Linda", "Ann Dahl", "David", "Dana")).toEqual([
    "Dana",
    "David",
    "Ann Dahl",
    "Linda",
  ])
})

test("accents and capitals make no difference", () => {
  expect(order("émi", "Noemi", "EMILE")).toEqual(["EMILE", "Noemi"])
})

test("with nothing asked for they go by name", () => {
  expect(order(" ", "Cy", "Ann", "Bob")).toEqual(["Ann", "Bob", "Cy"])
})
