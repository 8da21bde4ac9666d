import { expect, test } from "bun:test"
import {
  closedRoom,
  createMember,
  createMessage,
  deactivate,
  openRoom,
  scene,
  setInvolvement,
} from "../../../test/support/scene"
import { database, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import type { User } from "../../users/user"
import { startDirect } from "../room"
import { destinations, MOST_AT_ONCE } from "./switcher"

async function offered(person: User, query = "") {
  const { latest } = await database()
    .selectFrom("users")
    .select((row) => row.fn.max("updated_at").as("latest"))
    .executeTakeFirstOrThrow()
  const { found, complete } = await destinations(person, latest, query)
  return { names: found.map(({ name }) => name), found, complete }
}

onBothDatabases("the switcher", () => {
  test("lists the viewer's rooms by last activity, then all other users by name", async () => {
    const { ada, bea, hall } = await scene()
    const kitchen = await openRoom(ada, "Kitchen")
    await createMember("Cy")
    await closedRoom(bea, "Cellar", [bea])
    await createMessage(hall, ada, "Kettle's on")
    await createMessage(kitchen, ada, "Tea's ready")
    await createMessage(hall, ada, "Coming")

    expect(await offered(ada)).toMatchObject({
      names: ["All Talk", "Kitchen", "Bea", "Cy"],
      complete: true,
    })
  })

  test("shows which rooms are unread, and includes hidden ones", async () => {
    const { ada, bea, hall } = await scene()
    const kitchen = await openRoom(ada, "Kitchen")
    await setInvolvement(kitchen, bea, "invisible")
    await createMessage(hall, ada, "Kettle's on")

    expect((await offered(bea)).found).toMatchObject([
      { id: hall.id, unread: true },
      { id: kitchen.id, unread: false },
      { name: "Ada" },
    ])
  })

  test("lists a user once: as a person, or as the direct room with them", async () => {
    const { ada, bea } = await scene()
    const cy = await createMember("Cy")
    await startDirect(ada, [cy.id])
    await startDirect(ada, [bea.id, cy.id])

    const { found } = await offered(ada)

    expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "room Bea and Cy",
      "room Cy",
      "room All Talk",
      "person Bea",
    ])
  })

  test("excludes deactivated users, and reflects joins and deactivations at once", async () => {
    const { ada, bea } = await scene()
    await createMember("Gone").then(deactivate)
    expect((await offered(ada)).names).toEqual(["All Talk", "Bea"])

    await createMember("Cy")

    expect((await offered(ada)).names).toEqual(["All Talk", "Bea", "Cy"])
    expect((await offered(bea)).names).toEqual(["All Talk", "Ada", "Cy"])
  })

  test("filters long lists on the server, by the same rules", async () => {
    const { ada } = await scene()
    await crowd(MOST_AT_ONCE)
    await createMember("Alasdair")

    const all = await offered(ada)
    const some = await offered(ada, "ÁL")

    expect(all.complete).toBe(false)
    expect(all.names).toHaveLength(100)
    expect(some.names.slice(0, 2)).toEqual(["All Talk", "Alasdair"])
    expect((await offered(ada, "nobody at all")).names).toEqual([])
  })
})

/** More users than one response lists, without memberships, because only their names matter here. */
async function crowd(size: number) {
  const people = Array.from({ length: size }, (_, index) => ({
    name: `Extra ${index}`,
    created_at: index,
    updated_at: index,
  }))
  await transaction((trx) => trx.insertInto("users").values(people).execute())
}
