import { expect, test } from "bun:test"
import { isEmojiOnly } from "./emoji-only"

test("a text of whole emoji is nothing but emoji, also with spaces between", () => {
  for (const emoji of [
    "😄🤘",
    "❤\uFE0F",
    "™\uFE0F",
    "©\uFE0F®\uFE0F",
    "☀\uFE0F ☂\uFE0F",
    "⌚",
    "⭐⚡",
    "😀\uFE0F",
    "👍🏽",
    "☝🏽",
    "☝\uFE0F",
    "🏽",
    "👩‍👩‍👧‍👦",
    "👩🏽‍🚒 👨🏿‍🌾",
    "🏳\uFE0F‍🌈",
    "🏳‍🌈",
    "🏴‍☠\uFE0F",
    "🤷🏻‍♀\uFE0F",
    "🐻‍❄\uFE0F",
    "❤\uFE0F‍🔥",
    "🇩🇪🇫🇷",
    "🇩🇪 🇫🇷  🇯🇵",
    "1\uFE0F⃣#\uFE0F⃣",
    "1⃣ 2⃣ *⃣",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "🏴󠁧󠁢󠁷󠁬󠁳󠁿 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "🧑🏻‍❤\uFE0F‍🧑🏿",
    "☺\uFE0F😀",
    "😄 🤘",
    "😄   🤘\t🎉",
    "🎉\u3000🎉\u00A0🎉",
    "🫠🫡🪿🫨",
  ])
    expect([emoji, isEmojiOnly(emoji)]).toEqual([emoji, true])
})

test("characters that are text by default are no emoji without a variation selector", () => {
  for (const text of [
    "™",
    "❤",
    "©",
    "☀",
    "☝",
    "↔",
    "♥",
    "⚠",
    "☎",
    "✔",
    "★",
    "☆",
    "❤\uFE0E",
    "⌚\uFE0E",
    "1\uFE0F",
    "#",
  ])
    expect([text, isEmojiOnly(text)]).toEqual([text, false])
})

test("a text with words, lines or broken sequences is not", () => {
  for (const text of [
    "",
    " ",
    "a",
    "😄a",
    "😄 a 🤘",
    "😄\n🤘",
    "😄\u2028🤘",
    "12",
    "1 2 3",
    "#",
    "*",
    "\u200D",
    "\uFE0F",
    "\u20E3",
    "😀\u200D",
    "\u200D😀",
    "😀\u200D 😀",
    "🇩",
    "🇩 🇪",
    "🇩🇪🇫",
    "ok 👍",
    "😀.",
    "日本",
    "❤\uFE0F™",
  ])
    expect([text, isEmojiOnly(text)]).toEqual([text, false])
})

test("a text as long as the longest body is judged at once", () => {
  expect(isEmojiOnly(`${"😀\u200D".repeat(10_000)}x`)).toBe(false)
  expect(isEmojiOnly(`${"👍🏽".repeat(8_000)} `)).toBe(false)
  expect(isEmojiOnly(`${"👩🏽‍🚒🏽 ".repeat(4_000)}x`)).toBe(false)
  expect(isEmojiOnly(`${"☝🏽🇩🇪".repeat(5_000)}\n`)).toBe(false)
  expect(isEmojiOnly(`😀${" ".repeat(20_000)}x`)).toBe(false)
})
