import { expect, test } from "bun:test"
import { isEmojiOnly } from "./emoji-only"

test("a text of whole emoji is nothing but emoji", () => {
  for (const emoji of [
    "😄🤘",
    "❤️",
    "❤",
    "👍🏽",
    "👩‍👩‍👧‍👦",
    "🏳️‍🌈",
    "🇩🇪🇫🇷",
    "1️⃣#️⃣",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "🧑🏻‍❤️‍🧑🏿",
    "☺️😀",
  ]) {
    expect(isEmojiOnly(emoji)).toBe(true)
  }
})

test("a text with words, spaces, lines or broken sequences is not", () => {
  for (const text of [
    "",
    "a",
    "😄a",
    "😄 🤘",
    "😄\n🤘",
    "12",
    "#",
    "\u200D",
    "\uFE0F",
    "😀\u200D",
    "🇩",
    "ok 👍",
  ]) {
    expect(isEmojiOnly(text)).toBe(false)
  }
})

test("a text as long as the longest body is judged at once", () => {
  expect(isEmojiOnly(`${"😀\u200D".repeat(10_000)}x`)).toBe(false)
  expect(isEmojiOnly(`${"👍🏽".repeat(8_000)} `)).toBe(false)
})
