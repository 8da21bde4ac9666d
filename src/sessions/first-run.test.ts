import { expect, test } from "bun:test"
import { DEVICE } from "../../test/support/scene"
import { database } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { wire } from "../wiring"
import { onSetUp, setUp } from "./session"

const setUpAs = (name = "Ada") =>
  setUp({ name, email_address: `${name}@example.com`, password_digest: "-" }, DEVICE)

async function counts() {
  const tables = ["accounts", "users", "rooms", "memberships", "sessions"] as const
  const counted = await Promise.all(
    tables.map(async (table) => {
      const { count } = await database()
        .selectFrom(table)
        .select((row) => row.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow()
      return [table, Number(count)] as const
    }),
  )
  return Object.fromEntries(counted)
}

const AFTER_SET_UP = { accounts: 1, users: 1, rooms: 1, memberships: 1, sessions: 1 }

onBothDatabases("the first run", () => {
  wire()

  test("creates the account, its administrator, the first room, their membership and a session", async () => {
    const session = await setUpAs()
    const user_id = session?.user_id ?? 0

    expect(await counts()).toEqual(AFTER_SET_UP)
    expect(
      await database()
        .selectFrom("memberships")
        .innerJoin("users", "users.id", "memberships.user_id")
        .innerJoin("rooms", "rooms.id", "memberships.room_id")
        .innerJoin("accounts", (join) => join.onTrue())
        .select(["users.id", "users.name", "users.role", "rooms.name as room", "rooms.type"])
        .select(["rooms.creator_id", "memberships.involvement", "accounts.name as account"])
        .select("accounts.join_code")
        .executeTakeFirst(),
    ).toEqual({
      id: user_id,
      name: "Ada",
      role: "administrator",
      room: "All Talk",
      type: "open",
      creator_id: user_id,
      involvement: "mentions",
      account: "Hearth",
      join_code: expect.stringMatching(/^[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}$/),
    })
    expect(session).toMatchObject({
      ...DEVICE,
      token: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{24}$/),
    })
  })

  test("succeeds for one of several concurrent requests", async () => {
    const sessions = await Promise.all(["Ada", "Bea", "Cy", "Dot", "Eve"].map(setUpAs))

    expect(sessions.filter((session) => session !== null)).toHaveLength(1)
    expect(await counts()).toEqual(AFTER_SET_UP)
  })

  test("rolls everything back when a hook fails, so that the next attempt succeeds", async () => {
    const failure = new Error("hook failed")
    const remove = onSetUp(async () => {
      throw failure
    })

    const failed = await setUpAs().catch((error: unknown) => error)
    const remaining = await counts()
    remove()

    expect(failed).toBe(failure)
    expect(remaining).toEqual({ accounts: 0, users: 0, rooms: 0, memberships: 0, sessions: 0 })
    expect(await setUpAs()).not.toBeNull()
    expect(await counts()).toEqual(AFTER_SET_UP)
  })
})
