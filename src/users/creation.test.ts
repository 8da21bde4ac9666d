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

const memberships = async (person: { id: number }) =>
  database()
    .selectFrom("memberships")
    .innerJoin("rooms", "rooms.id", "memberships.room_id")
    .where("memberships.user_id", "=", person.id)
    .select(["rooms.name", "memberships.involvement", "memberships.unread_at"])
    .orderBy("rooms.id")
    .execute()

onBothDatabases("somebody new", () => {
  test("is in every open room, and in no other", async () => {
    const { ada } = await scene()
    await openRoom(ada, "Kitchen")
    await closedRoom(ada, "Cellar", [ada])

    const people = [await createMember("Cy"), await createMember("Robot", { role: "bot" })]

    for (const person of people)
      expect(await memberships(person)).toEqual([
        { name: "All Talk", involvement: "mentions", unread_at: null },
        { name: "Kitchen", involvement: "mentions", unread_at: null },
      ])
  })

  test("cannot have an address that somebody has", async () => {
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

  test("needs no address when it is a bot", async () => {
    await scene()

    const bots = ["One", "Two"].map((name) =>
      createMember(name, { role: "bot", email_address: null }),
    )

    expect(await Promise.all(bots)).toMatchObject([{ name: "One" }, { name: "Two" }])
  })
})

onBothDatabases("a new open room", () => {
  test("has everybody who is active as a member", async () => {
    const { ada, bea } = await scene()
    const gone = await createMember("Gone")
    await deactivate(gone)

    const kitchen = await openRoom(bea, "Kitchen")

    expect(await memberships(ada)).toHaveLength(2)
    expect(await memberships(bea)).toContainEqual({
      name: "Kitchen",
      involvement: "mentions",
      unread_at: null,
    })
    expect(await memberships(gone)).toMatchObject([{ name: "All Talk" }])
    await removeMember(kitchen, ada)
    expect(await memberships(ada)).toMatchObject([{ name: "All Talk" }])
  })
})
