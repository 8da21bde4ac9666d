import { describe, expect, test } from "bun:test"
import { cleaned, isEmptyQuery, LONGEST, parseQuery, type Query } from "./query"

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
  test("asks for each of its words, whatever stands between them", () => {
    for (const typed of ["kettle on", "Kettle,ON", " kettle-on! ", "kéttle\non", "kettle* (on)"])
      expect(asked(typed)).toEqual({ ...asked(""), terms: [["kettle"], ["on"]] })
  })

  test("asks for words in quotes side by side, also in a phone's quotes", () => {
    for (const typed of ['"kettle is" on', "“Kettle is” on", "«kettle is» on"])
      expect(parseQuery(typed).terms).toEqual([["kettle", "is"], ["on"]])
  })

  test("asks for the characters of scripts without spaces side by side", () => {
    expect(parseQuery("会議 ok").terms).toEqual([["会", "議"], ["ok"]])
  })

  test("knows its operators, in small letters and capitals", () => {
    expect(asked(`From:"Ada Lovelace" in:#hall has:file has:LINKS from:@me tea`)).toEqual({
      ...asked(""),
      terms: [["tea"]],
      from: ["Ada Lovelace", "me"],
      in: ["hall"],
      has: ["file", "link"],
    })
  })

  test("takes days, months and years for dates", () => {
    expect(asked("before:2024 after:2024-02 on:2024-2-29")).toEqual({
      ...asked(""),
      before: ["2024-01-01 to 2025-01-01"],
      after: ["2024-02-01 to 2024-03-01"],
      on: ["2024-02-29 to 2024-03-01"],
    })
  })

  test("reads as words what is no operator, or given nonsense", () => {
    expect(
      parseQuery("before:2024-02-30 has:fun https://example.com from: in:").terms.flat(),
    ).toEqual("before 2024 02 30 has fun https example com from in".split(" "))
    expect(parseQuery("NOT tea AND OR NEAR(x").terms.flat()).toEqual(
      "not tea and or near x".split(" "),
    )
  })

  test("reads a quote that doesn't end as if it weren't there", () => {
    expect(parseQuery(`"kettle on`)).toEqual({ ...NOTHING, terms: [["kettle"], ["on"]] })
    expect(parseQuery(`from:"Ada`).from).toEqual(["Ada"])
  })

  test("of nothing but signs asks for nothing", () => {
    for (const typed of ["", "  ", '""', "-*-", '" "', "🎉", "\u0000"])
      expect(isEmptyQuery(parseQuery(typed))).toBe(true)
  })

  test("is cleaned of what makes no difference, and never too long", () => {
    expect(cleaned("  kettle\t\n on\u0000 ")).toBe("kettle on")
    expect(cleaned("🎉".repeat(1000))).toBe("🎉".repeat(LONGEST))
    expect(parseQuery("a ".repeat(1000)).terms).toHaveLength(32)
  })
})
