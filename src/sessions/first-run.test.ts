import { expect, test } from "bun:test"
import { DEVICE } from "../../test/support/scene"
import { database } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { wire } from "../wiring"
import { onSetUp, setUp } from "./session"

const found = (name = "Ada") =>
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

const HOUSEWARMED = { accounts: 1, users: 1, rooms: 1, memberships: 1, sessions: 1 }

onBothDatabases("founding a Hearth", () => {
  wire()

  test("makes the account, its administrator, the first room, their place in it, and a session", async () => {
    const session = await found()
    const founder = session?.user_id ?? 0

    expect(await counts()).toEqual(HOUSEWARMED)
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
      id: founder,
      name: "Ada",
      role: "administrator",
      room: "All Talk",
      type: "open",
      creator_id: founder,
      involvement: "mentions",
      account: "Hearth",
      join_code: expect.stringMatching(/^[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}$/),
    })
    expect(session).toMatchObject({
      ...DEVICE,
      token: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{24}$/),
    })
  })

  test("happens once, however many try at the same time", async () => {
    const sessions = await Promise.all(["Ada", "Bea", "Cy", "Dot", "Eve"].map(found))

    expect(sessions.filter((session) => session !== null)).toHaveLength(1)
    expect(await counts()).toEqual(HOUSEWARMED)
  })

  test("leaves nothing when it fails, so that the next try finds an empty house", async () => {
    const trouble = new Error("no chairs")
    const remove = onSetUp(async () => {
      throw trouble
    })

    const failed = await found().catch((error: unknown) => error)
    const left = await counts()
    remove()

    expect(failed).toBe(trouble)
    expect(left).toEqual({ accounts: 0, users: 0, rooms: 0, memberships: 0, sessions: 0 })
    expect(await found()).not.toBeNull()
    expect(await counts()).toEqual(HOUSEWARMED)
  })
})
