import { expect, test } from "bun:test"
import { foldText } from "./search-words"

test("accents and capitals are gone from what is searched", () => {
  expect(foldText("Crème BRÛLÉE, Nguyễn")).toBe("creme brulee, nguyen")
})

test("marks piled up on one letter are gone as quickly as others", () => {
  // Put into their order, these would take an hour.
  expect(foldText(`Ada${"\u0301\u0316".repeat(400_000)}!`)).toBe("ada!")
})
