import { expect, test } from "bun:test"
import { continuesGroup, type MessageStamp, startsDay } from "./grouping"

const noon = new Date(2024, 0, 2, 12).getTime()
const beforeMidnight = new Date(2024, 0, 2, 23, 59).getTime()

const MINUTE = 60_000

test("groups a message with the author's previous one up to five minutes later", () => {
  expect(continuesGroup(by("ada", noon), by("ada", noon + 5 * MINUTE))).toBe(true)
})

test("starts a new group after more than five minutes", () => {
  expect(continuesGroup(by("ada", noon), by("ada", noon + 5 * MINUTE + 1))).toBe(false)
})

test("starts a new group for another author", () => {
  expect(continuesGroup(by("ada", noon), by("bob", noon))).toBe(false)
})

test("starts a new group and a new day at midnight", () => {
  const last = by("ada", beforeMidnight)
  const next = by("ada", beforeMidnight + 2 * MINUTE)

  expect(continuesGroup(last, next)).toBe(false)
  expect(startsDay(last, next)).toBe(true)
})

test("starts a group and a day with the first message", () => {
  expect(startsDay(null, by("ada", noon))).toBe(true)
  expect(continuesGroup(null, by("ada", noon))).toBe(false)
})

test("starts no day with a later message of the same day", () => {
  expect(startsDay(by("ada", noon), by("bob", beforeMidnight))).toBe(false)
})

function by(userId: string, sentAt: number): MessageStamp {
  return { userId, sentAt }
}
