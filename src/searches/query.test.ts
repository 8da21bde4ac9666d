import { describe, expect, test } from "bun:test"
import type { Term } from "../messages/message"
import { isEmptyQuery, MAX_QUERY_LENGTH, normalizeQuery, parseQuery, type Query } from "./query"

const NOTHING: Query = { terms: [], from: [], in: [], has: [], before: [], after: [], on: [] }

const word = (text: string, beginning: string | null = null): Term => ({ stem: text, beginning })

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
      expect(asked(typed)).toEqual({ ...asked(""), terms: [word("kettl"), word("on")] })
  })

  test("matches the beginnings of words by its last word, from three letters on", () => {
    for (const typed of ["on kettles", "on kettles from:me", "from:me on kettles "])
      expect(parseQuery(typed).terms).toEqual([word("on"), word("kettl", "kettles")])
    for (const typed of ['on "kettles"', 'kettles "on"', "kettles on"])
      expect(parseQuery(typed).terms).not.toContainEqual(word("kettl", "kettles"))
  })

  test("matches the beginnings of identifiers by their parts", () => {
    expect(parseQuery("UserById now").terms).toEqual([
      word("userbyid", "userbyid"),
      word("now", "now"),
    ])
  })

  test("has quoted words as a phrase, also in typographic quotes", () => {
    for (const typed of ['"kettle is" on', "“Kettle is” on", "«kettle is» on"])
      expect(parseQuery(typed).terms).toEqual([{ phrase: ["kettle", "is"] }, word("on")])
  })

  test("has the characters of scripts without spaces as a phrase", () => {
    expect(parseQuery("会議 ok").terms).toEqual([{ phrase: ["会", "議"] }, word("ok")])
  })

  test("parses operators case-insensitively", () => {
    expect(asked(`From:"Ada Lovelace" in:#hall has:file has:LINKS from:@me tea`)).toEqual({
      ...asked(""),
      terms: [word("tea", "tea")],
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
    const words = (typed: string) =>
      parseQuery(typed).terms.map((term) => ("stem" in term ? term.stem : null))
    expect(words("before:2024-02-30 has:fun https://example.com from: in:")).toEqual(
      "befor 2024 02 30 ha fun http exampl com from in".split(" "),
    )
    expect(words("NOT tea AND OR NEAR(x")).toEqual("not tea and or near x".split(" "))
  })

  test("ignores an unclosed quote", () => {
    expect(parseQuery(`"kettle on`)).toEqual({ ...NOTHING, terms: [word("kettl"), word("on")] })
    expect(parseQuery(`from:"Ada`).from).toEqual(["Ada"])
  })

  test("of signs only is empty", () => {
    for (const typed of ["", "  ", '""', "-*-", '" "', "→", "\u0000"])
      expect(isEmptyQuery(parseQuery(typed))).toBe(true)
  })

  test("is normalized and limited in length", () => {
    expect(normalizeQuery("  kettle\t\n on\u0000 ")).toBe("kettle on")
    expect(normalizeQuery("🎉".repeat(1000))).toBe("🎉".repeat(MAX_QUERY_LENGTH))
    expect(parseQuery("a ".repeat(1000)).terms).toHaveLength(32)
  })
})
