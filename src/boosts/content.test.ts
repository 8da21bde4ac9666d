import { describe, expect, test } from "bun:test"
import { ValidationError } from "../platform/http/errors"
import { parseBoost } from "./content"

const FAMILY = "👨‍👩‍👧‍👦"

describe("a boost", () => {
  test.each([
    ["👍", "👍"],
    ["❤️", "❤️"],
    ["  well\n said  ", "well said"],
    ["a".repeat(16), "a".repeat(16)],
    [FAMILY.repeat(16), FAMILY.repeat(16)],
    ["👋🏽", "👋🏽"],
    ["e\u0301", "e\u0301"],
    ["\u202Eabc\u0007", "abc"],
    ["<b>&amp;", "<b>&amp;"],
  ])("parses %p as %p", (text, content) => {
    expect(parseBoost(text)).toBe(content)
  })

  test.each(["", " \n\t ", "\u200B", "\uFE0F", "\u200D\u200D", "\u2800", "\u3164"])(
    "rejects %p as empty",
    (text) => {
      expect(() => parseBoost(text)).toThrow("Type a word or pick an emoji")
    },
  )

  test("has at most 16 graphemes", () => {
    expect(() => parseBoost("a".repeat(17))).toThrow("at most 16 characters, and yours has 17")
    expect(() => parseBoost(FAMILY.repeat(17))).toThrow("yours has 17")
    expect(() => parseBoost("a".repeat(10_000_000))).toThrow("at most 16 characters.")
  })

  test("rejects a letter with many accents", () => {
    expect(() => parseBoost(`a${"\u0301".repeat(200)}`)).toThrow(ValidationError)
  })
})
