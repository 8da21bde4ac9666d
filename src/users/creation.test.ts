import { expect, test } from "bun:test"
import {
  closedRoom,
  createMember,
  deactivate,
  openRoom,
  removeMember,
  scene,
} from "../../test/support/scene"
import { database } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { ValidationError } from "../platform/http/errors"

const memberships = async (user: { id: number }) =>
  database()
    .selectFrom("memberships")
    .innerJoin("rooms", "rooms.id", "memberships.room_id")
    .where("memberships.user_id", "=", user.id)
    .select(["rooms.name", "memberships.involvement", "memberships.unread_at"])
    .orderBy("rooms.id")
    .execute()

onBothDatabases("a new user", () => {
  test("joins every open room and no other", async () => {
    const { ada } = await scene()
    await openRoom(ada, "Kitchen")
    await closedRoom(ada, "Cellar", [ada])

    const users = [await createMember("Cy"), await createMember("Robot", { role: "bot" })]

    for (const user of users)
      expect(await memberships(user)).toEqual([
        { name: "All Talk", involvement: "mentions", unread_at: null },
        { name: "Kitchen", involvement: "mentions", unread_at: null },
      ])
  })

  test("can't have another user's e-mail address", async () => {
    await scene()
    await createMember("Cy")

    const again = createMember("Cyrus", { email_address: "cy@example.com" })

    await expect(again).rejects.toBeInstanceOf(ValidationError)
    expect(await database().selectFrom("users").select("name").orderBy("id").execute()).toEqual([
      { name: "Ada" },
      { name: "Bea" },
      { name: "Cy" },
    ])
  })

  test("needs no e-mail address when it is a bot", async () => {
    await scene()

    const bots = ["One", "Two"].map((name) =>
      createMember(name, { role: "bot", email_address: null }),
    )

    expect(await Promise.all(bots)).toMatchObject([{ name: "One" }, { name: "Two" }])
  })
})

onBothDatabases("a new open room", () => {
  test("has all active users as members", async () => {
    const { ada, bea } = await scene()
    const removed = await createMember("Removed")
    await deactivate(removed)

    const kitchen = await openRoom(bea, "Kitchen")

    expect(await memberships(ada)).toHaveLength(2)
    expect(await memberships(bea)).toContainEqual({
      name: "Kitchen",
      involvement: "mentions",
      unread_at: null,
    })
    expect(await memberships(removed)).toMatchObject([{ name: "All Talk" }])
    await removeMember(kitchen, ada)
    expect(await memberships(ada)).toMatchObject([{ name: "All Talk" }])
  })
})
