import { expect, test } from "bun:test"
import { continuesGroup, type MessageStamp, startsDay } from "./grouping"

const noon = new Date(2024, 0, 2, 12).getTime()
const beforeMidnight = new Date(2024, 0, 2, 23, 59).getTime()

const MINUTE = 60_000

test("a message five minutes after its author's last one continues it", () => {
  expect(continuesGroup(by("ada", noon), by("ada", noon + 5 * MINUTE))).toBe(true)
})

test("a message a moment later than that stands alone", () => {
  expect(continuesGroup(by("ada", noon), by("ada", noon + 5 * MINUTE + 1))).toBe(false)
})

test("another author's message stands alone", () => {
  expect(continuesGroup(by("ada", noon), by("bob", noon))).toBe(false)
})

test("midnight ends a thread and opens a day", () => {
  const last = by("ada", beforeMidnight)
  const next = by("ada", beforeMidnight + 2 * MINUTE)

  expect(continuesGroup(last, next)).toBe(false)
  expect(startsDay(last, next)).toBe(true)
})

test("the first message of all opens its day and continues nothing", () => {
  expect(startsDay(null, by("ada", noon))).toBe(true)
  expect(continuesGroup(null, by("ada", noon))).toBe(false)
})

test("a later message of the same day opens none", () => {
  expect(startsDay(by("ada", noon), by("bob", beforeMidnight))).toBe(false)
})

function by(userId: string, sentAt: number): MessageStamp {
  return { userId, sentAt }
}
