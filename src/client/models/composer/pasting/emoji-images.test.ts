import { expect, test } from "bun:test"
import { isEmoji } from "./emoji-images"

test.each(["🎉", "❤️", "™️", "👩‍👩‍👧", "👍🏽", "🇩🇪", "🎉🎉", "1️⃣", "⚠"])("%p is an emoji", (alt) => {
  expect(isEmoji(alt)).toBe(true)
})

test.each(["", "a chart", "1", "#", "🎉 party", "😀.png", "logo", "*"])("%p is no emoji", (alt) => {
  expect(isEmoji(alt)).toBe(false)
})
