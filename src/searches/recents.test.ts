import { expect, test } from "bun:test"
import { scene } from "../../test/support/scene"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { clearRecentSearches, RECENT, recentSearches, recordSearch } from "./recents"

onBothDatabases("recent searches", () => {
  test("are the user's latest ten, and a repeated one moves up", async () => {
    const { ada, bea } = await scene()
    for (let number = 1; number <= RECENT + 2; number++) await recordSearch(ada, `tea ${number}`)
    await recordSearch(ada, "tea 5")
    await recordSearch(bea, "coffee")

    expect(await recentSearches(ada)).toEqual(
      [5, 12, 11, 10, 9, 8, 7, 6, 4, 3].map((number) => `tea ${number}`),
    )
    expect(await recentSearches(bea)).toEqual(["coffee"])
  })

  test("are cleared per user", async () => {
    const { ada, bea } = await scene()
    await recordSearch(ada, "tea")
    await recordSearch(bea, "coffee")

    await clearRecentSearches(ada)

    expect(await recentSearches(ada)).toEqual([])
    expect(await recentSearches(bea)).toEqual(["coffee"])
  })
})
