import { expect, test } from "bun:test"
import { bestFits, fold } from "./switcher-match"

const NAMES = [
  "Marginalia",
  "All Talk",
  "Ada Lovelace",
  "Talk of the Town",
  "Sør-Trøndelag",
  "José",
]

const find = (query: string, names = NAMES) => bestFits(fold(query), names, fold)

test("the beginning of a name comes before that of a word, and that before what is within", () => {
  expect(find("talk")).toEqual(["Talk of the Town", "All Talk"])
  expect(find("al")).toEqual(["All Talk", "Ada Lovelace", "Marginalia", "Talk of the Town"])
})

test("a whole name comes first, wherever it stood", () => {
  expect(find("design", ["Design systems", "Design"])).toEqual(["Design", "Design systems"])
})

test("words are found by their beginnings, in any order", () => {
  expect(find("lov ad")).toEqual(["Ada Lovelace"])
  expect(find("town talk")).toEqual(["Talk of the Town"])
})

test("accents, capitals and letters that not every keyboard has don't matter", () => {
  for (const query of ["jose", "JOSÉ", "Jose\u0301"]) expect(find(query)).toEqual(["José"])
  expect(find("sor tron")).toEqual(["Sør-Trøndelag"])
  expect(find("straße", ["Strasse"])).toEqual(["Strasse"])
})

test("equals stay in their order, and nothing typed finds all", () => {
  expect(find("a", ["Abe", "Ada", "Ann"])).toEqual(["Abe", "Ada", "Ann"])
  expect(find("  ")).toEqual(NAMES)
})

test("what is nowhere is not found", () => {
  for (const query of ["xyz", "ada xyz", "evolada"]) expect(find(query)).toEqual([])
})

test("names in any script, and of signs alone, are found", () => {
  expect(find("会", ["会議室"])).toEqual(["会議室"])
  expect(find("🎉", ["🎉", "Party 🎉"])).toEqual(["🎉", "Party 🎉"])
  expect(find("с об", ["Общий сбор"])).toEqual(["Общий сбор"])
})
