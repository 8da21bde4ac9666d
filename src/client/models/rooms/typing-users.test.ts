import { expect, test } from "bun:test"
import { describeTyping } from "./typing-users"

test("names up to three people, and two and a count for more", () => {
  expect(describeTyping([])).toBe("")
  expect(describeTyping(["Ann"])).toBe("Ann is typing…")
  expect(describeTyping(["Bob", "Ann"])).toBe("Ann and Bob are typing…")
  expect(describeTyping(["Cy", "Ann", "Bob"])).toBe("Ann, Bob and Cy are typing…")
  expect(describeTyping(["Dee", "Cy", "Ann", "Bob"])).toBe("Ann, Bob and 2 others are typing…")
})

test("counts people of the same name separately", () => {
  expect(describeTyping(["Ann", "Ann"])).toBe("Ann and Ann are typing…")
})
