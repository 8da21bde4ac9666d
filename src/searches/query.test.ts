import { describe, expect, test } from "bun:test"
import { isEmptyQuery, MAX_QUERY_LENGTH, normalizeQuery, parseQuery, type Query } from "./query"

const NOTHING: Query = { terms: [], from: [], in: [], has: [], before: [], after: [], on: [] }

const asked = (typed: string) => {
  const query = parseQuery(typed)
  const dates = (periods: Query["on"]) => periods.map(({ first, next }) => `${first} to ${next}`)
  return {
    ...query,
    before: dates(query.before),
    after: dates(query.after),
    on: dates(query.on),
  }
}

describe("a query", () => {
  test("has each of its words as a term", () => {
    for (const typed of ["kettle on", "Kettle,ON", " kettle-on! ", "kéttle\non", "kettle* (on)"])
      expect(asked(typed)).toEqual({ ...asked(""), terms: [["kettle"], ["on"]] })
  })

  test("has quoted words as a phrase, also in typographic quotes", () => {
    for (const typed of ['"kettle is" on', "“Kettle is” on", "«kettle is» on"])
      expect(parseQuery(typed).terms).toEqual([["kettle", "is"], ["on"]])
  })

  test("has the characters of scripts without spaces as a phrase", () => {
    expect(parseQuery("会議 ok").terms).toEqual([["会", "議"], ["ok"]])
  })

  test("parses operators case-insensitively", () => {
    expect(asked(`From:"Ada Lovelace" in:#hall has:file has:LINKS from:@me tea`)).toEqual({
      ...asked(""),
      terms: [["tea"]],
      from: ["Ada Lovelace", "me"],
      in: ["hall"],
      has: ["file", "link"],
    })
  })

  test("parses days, months and years as dates", () => {
    expect(asked("before:2024 after:2024-02 on:2024-2-29")).toEqual({
      ...asked(""),
      before: ["2024-01-01 to 2025-01-01"],
      after: ["2024-02-01 to 2024-03-01"],
      on: ["2024-02-29 to 2024-03-01"],
    })
  })

  test("reads unknown operators and invalid values as words", () => {
    expect(
      parseQuery("before:2024-02-30 has:fun https://example.com from: in:").terms.flat(),
    ).toEqual("before 2024 02 30 has fun https example com from in".split(" "))
    expect(parseQuery("NOT tea AND OR NEAR(x").terms.flat()).toEqual(
      "not tea and or near x".split(" "),
    )
  })

  test("ignores an unclosed quote", () => {
    expect(parseQuery(`"kettle on`)).toEqual({ ...NOTHING, terms: [["kettle"], ["on"]] })
    expect(parseQuery(`from:"Ada`).from).toEqual(["Ada"])
  })

  test("of punctuation only is empty", () => {
    for (const typed of ["", "  ", '""', "-*-", '" "', "🎉", "\u0000"])
      expect(isEmptyQuery(parseQuery(typed))).toBe(true)
  })

  test("is normalized and limited in length", () => {
    expect(normalizeQuery("  kettle\t\n on\u0000 ")).toBe("kettle on")
    expect(normalizeQuery("🎉".repeat(1000))).toBe("🎉".repeat(MAX_QUERY_LENGTH))
    expect(parseQuery("a ".repeat(1000)).terms).toHaveLength(32)
  })
})
