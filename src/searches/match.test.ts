import { expect, test } from "bun:test"
import { createMessage, scene } from "../../test/support/scene"
import { roomMark } from "../messages/search-index/search-entry"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { newestMatches } from "./match"

const EVERYTHING = { from: 1, below: Number.MAX_SAFE_INTEGER }

onBothDatabases("a match in one of 20,000 rooms", () => {
  test("finds the message", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "Tea")
    const rooms = Array.from({ length: 20_000 }, (_, index) => roomMark(hall.id + index))
    const inOneOf = (marks: string[]) =>
      newestMatches({ phrases: [["tea"]], choices: [marks] }, EVERYTHING, 10, 10)

    for (const some of [rooms, rooms.toReversed(), rooms.slice(0, 1), rooms.slice(0, 3)])
      expect((await inOneOf(some)).ids).toEqual([message.id])
    expect((await inOneOf(rooms.slice(1))).ids).toEqual([])
    expect((await inOneOf([])).ids).toEqual([])
  })
})
