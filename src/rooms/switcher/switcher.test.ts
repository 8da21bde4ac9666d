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
  test("offers one's rooms by what was said last, then everybody else by name", async () => {
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

  test("says which rooms are unread, and leaves out none that is hidden", async () => {
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

  test("offers somebody once: as a person, or as the talk with them", async () => {
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

  test("offers nobody who is gone, and notices at once when somebody goes or comes", async () => {
    const { ada, bea } = await scene()
    await createMember("Gone").then(deactivate)
    expect((await offered(ada)).names).toEqual(["All Talk", "Bea"])

    await createMember("Cy")

    expect((await offered(ada)).names).toEqual(["All Talk", "Bea", "Cy"])
    expect((await offered(bea)).names).toEqual(["All Talk", "Ada", "Cy"])
  })

  test("looks among many itself, by the same rules", async () => {
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

/** More people than anybody lists, in no room: what is asked for here is their names. */
async function crowd(size: number) {
  const people = Array.from({ length: size }, (_, index) => ({
    name: `Extra ${index}`,
    created_at: index,
    updated_at: index,
  }))
  await transaction((trx) => trx.insertInto("users").values(people).execute())
}
