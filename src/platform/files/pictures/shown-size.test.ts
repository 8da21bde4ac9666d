import { expect, test } from "bun:test"
import { shownSize } from "./shown-size"

test("a picture stands at half its thumbnail's pixels, in its own shape", () => {
  expect(shownSize(1000, 300)).toEqual([500, 150])
  expect(shownSize(4000, 3000)).toEqual([533, 400])
  expect(shownSize(4000, 1000)).toEqual([600, 150])
  expect(shownSize(1, 5000)).toEqual([1, 400])
})
