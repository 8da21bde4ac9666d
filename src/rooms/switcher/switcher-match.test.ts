import { expect, test } from "bun:test"
import { fold } from "../../platform/text/fold"
import { bestFits } from "./switcher-match"

const NAMES = [
  "Marginalia",
  "All Talk",
  "Ada Lovelace",
  "Talk of the Town",
  "Sør-Trøndelag",
  "José",
]

const find = (query: string, names = NAMES) => bestFits(fold(query.trim()), names, fold)

test("a match at a name's start ranks before one at a word's start, and that before any other", () => {
  expect(find("talk")).toEqual(["Talk of the Town", "All Talk"])
  expect(find("al")).toEqual(["All Talk", "Ada Lovelace", "Marginalia", "Talk of the Town"])
})

test("a whole name ranks first", () => {
  expect(find("design", ["Design systems", "Design"])).toEqual(["Design", "Design systems"])
})

test("words match by their prefixes, in any order", () => {
  expect(find("lov ad")).toEqual(["Ada Lovelace"])
  expect(find("town talk")).toEqual(["Talk of the Town"])
})

test("accents, case and special letters are ignored", () => {
  for (const query of ["jose", "JOSÉ", "Jose\u0301"]) expect(find(query)).toEqual(["José"])
  expect(find("sor tron")).toEqual(["Sør-Trøndelag"])
  expect(find("straße", ["Strasse"])).toEqual(["Strasse"])
})

test("equal matches keep their order, and an empty query finds all", () => {
  expect(find("a", ["Abe", "Ada", "Ann"])).toEqual(["Abe", "Ada", "Ann"])
  expect(find("  ")).toEqual(NAMES)
})

test("a query without a match finds nothing", () => {
  for (const query of ["xyz", "ada xyz", "evolada"]) expect(find(query)).toEqual([])
})

test("names in any script, or of symbols alone, are found", () => {
  expect(find("会", ["会議室"])).toEqual(["会議室"])
  expect(find("🎉", ["🎉", "Party 🎉"])).toEqual(["🎉", "Party 🎉"])
  expect(find("с об", ["Общий сбор"])).toEqual(["Общий сбор"])
})
