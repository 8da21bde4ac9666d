import { expect, test } from "bun:test"
import { iso, millis, now, seconds, startAfter } from "./clock"

test("times are strictly increasing", () => {
  const times = Array.from({ length: 10_000 }, now)

  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(new Set(times).size).toBe(times.length)
})

test("times are microseconds since the epoch", () => {
  const before = Date.now()

  const time = now()

  expect(millis(time)).toBeGreaterThanOrEqual(before)
  expect(iso(1_704_164_645_678_901)).toBe("2024-01-02T03:04:05.678Z")
})

test("the clock stays ahead of stored times, also when the machine's was set back", () => {
  const stored = now() + seconds(5)

  startAfter(stored)

  expect(now()).toBe(stored + 1)
  expect(now()).toBe(stored + 2)
})
