import { expect, test } from "bun:test"
import { displaySize } from "./display-size"

test("a picture is displayed at half its thumbnail's size, with its aspect ratio", () => {
  expect(displaySize(1000, 300)).toEqual([500, 150])
  expect(displaySize(4000, 3000)).toEqual([533, 400])
  expect(displaySize(4000, 1000)).toEqual([600, 150])
  expect(displaySize(1, 5000)).toEqual([1, 400])
  expect(displaySize(600, 400)).toEqual([300, 200])
})

test("a small picture is displayed at its own size", () => {
  expect(displaySize(24, 24)).toEqual([24, 24])
  expect(displaySize(160, 90)).toEqual([160, 90])
  expect(displaySize(200, 100)).toEqual([160, 80])
  expect(displaySize(320, 200)).toEqual([160, 100])
  const ownSize = [
    [1, 1],
    [16, 16],
    [32, 8],
    [8, 32],
    [48, 48],
    [88, 31],
    [64, 120],
    [100, 100],
    [128, 159],
    [160, 160],
  ] as const
  for (const [width, height] of ownSize) expect(displaySize(width, height)).toEqual([width, height])
})
