import { expect, test } from "bun:test"
import { whoWrites } from "./typists"

test("one, two or three who write are named, of more the first two", () => {
  expect(whoWrites([])).toBe("")
  expect(whoWrites(["Ann"])).toBe("Ann is typing…")
  expect(whoWrites(["Bob", "Ann"])).toBe("Ann and Bob are typing…")
  expect(whoWrites(["Cy", "Ann", "Bob"])).toBe("Ann, Bob and Cy are typing…")
  expect(whoWrites(["Dee", "Cy", "Ann", "Bob"])).toBe("Ann, Bob and 2 others are typing…")
})

test("namesakes are two", () => {
  expect(whoWrites(["Ann", "Ann"])).toBe("Ann and Ann are typing…")
})
