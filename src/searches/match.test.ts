import { expect, test } from "bun:test"
import { createMessage, scene } from "../../test/support/scene"
import { roomMark } from "../messages/search-index/search-marks"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { newestMatches } from "./match"

const EVERYTHING = { from: 1, below: Number.MAX_SAFE_INTEGER }

onBothDatabases("what is looked for in one of very many rooms", () => {
  test("is found, however many they are", async () => {
    const { ada, hall } = await scene()
    const message = await createMessage(hall, ada, "Tea")
    const rooms = Array.from({ length: 20_000 }, (_, place) => roomMark(hall.id + place))
    const inOneOf = (marks: string[]) =>
      newestMatches({ terms: [["tea"]], marks: [marks] }, EVERYTHING, 10, 10)

    for (const some of [rooms, rooms.toReversed(), rooms.slice(0, 1), rooms.slice(0, 3)])
      expect((await inOneOf(some)).ids).toEqual([message.id])
    expect((await inOneOf(rooms.slice(1))).ids).toEqual([])
    expect((await inOneOf([])).ids).toEqual([])
  })
})
