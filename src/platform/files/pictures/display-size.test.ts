import { expect, test } from "bun:test"
import { displaySize } from "./display-size"

test("a picture is displayed at half its thumbnail's size, with its aspect ratio", () => {
  expect(displaySize(1000, 300)).toEqual([500, 150])
  expect(displaySize(4000, 3000)).toEqual([533, 400])
  expect(displaySize(4000, 1000)).toEqual([600, 150])
  expect(displaySize(1, 5000)).toEqual([1, 400])
})
