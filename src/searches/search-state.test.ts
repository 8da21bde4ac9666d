import { expect, test } from "bun:test"
import { closedRoom, createMember, createMessage, openRoom, scene } from "../../test/support/scene"
import { transaction } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { searchState } from "./search-state"

onBothDatabases("the state of a search page", () => {
  test("changes with a message that has an earlier time than the last change of another room", async () => {
    const { ada, hall } = await scene()
    const other = await openRoom(ada, "Other")
    // The clock of another process is ahead, or its transaction began later and committed first.
    await transaction((trx) =>
      trx
        .updateTable("rooms")
        .set(({ eb }) => ({ updated_at: eb("updated_at", "+", 60_000_000) }))
        .where("id", "=", other.id)
        .execute(),
    )
    const { key } = await searchState(ada)

    await createMessage(hall, ada, "Kettle")

    expect((await searchState(ada)).key).not.toBe(key)
  })

  test("stays the same when a room of others changes", async () => {
    const { ada, bea } = await scene()
    const room = await closedRoom(ada, "Cellar", [ada, await createMember("Cy")])
    const { key } = await searchState(bea)

    await createMessage(room, ada, "Psst")

    expect((await searchState(bea)).key).toBe(key)
  })
})
