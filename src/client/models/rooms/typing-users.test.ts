import { expect, test } from "bun:test"
import { describeTyping } from "./typing-users"

test("one, two or three who write are named, of more the first two", () => {
  expect(describeTyping([])).toBe("")
  expect(describeTyping(["Ann"])).toBe("Ann is typing…")
  expect(describeTyping(["Bob", "Ann"])).toBe("Ann and Bob are typing…")
  expect(describeTyping(["Cy", "Ann", "Bob"])).toBe("Ann, Bob and Cy are typing…")
  expect(describeTyping(["Dee", "Cy", "Ann", "Bob"])).toBe("Ann, Bob and 2 others are typing…")
})

test("namesakes are two", () => {
  expect(describeTyping(["Ann", "Ann"])).toBe("Ann and Ann are typing…")
})
