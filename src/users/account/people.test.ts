import { expect, test } from "bun:test"
import { createMember, deactivate, scene } from "../../../test/support/scene"
import { now, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { changeRole } from "../user"
import { listPeople, PEOPLE_PAGE } from "./people"

const names = (people: { name: string }[]) => people.map(({ name }) => name)

onBothDatabases("the list of people", () => {
  test("lists administrators first, then members by name, without bots and deactivated users", async () => {
    const { ada, bea } = await scene()
    const zoe = await createMember("zoe")
    await createMember("Cy")
    await createMember("Robot", { role: "bot", email_address: null })
    await deactivate(await createMember("Removed"))
    await changeRole(ada, zoe.id, "administrator", null)

    const { people, next } = await listPeople(bea, { page: 1 })

    expect(names(people)).toEqual(["Ada", "zoe", "Bea", "Cy"])
    expect(people.filter((person) => person.begins_members)).toMatchObject([{ name: "Bea" }])
    expect(next).toBeNull()
  })

  test("lists banned users for administrators only", async () => {
    const { ada, bea } = await scene()
    const cy = await createMember("Cy")
    await transaction((trx) =>
      trx.updateTable("users").set({ status: "banned" }).where("id", "=", cy.id).execute(),
    )

    expect(names((await listPeople(ada, { page: 1 })).people)).toEqual(["Ada", "Bea", "Cy"])
    expect(names((await listPeople(bea, { page: 1 })).people)).toEqual(["Ada", "Bea"])
  })

  test("finds names by substring, in any script, without wildcards", async () => {
    const { ada } = await scene()
    for (const name of ["Élodie", "李小龍", "100%"])
      await createMember(name, { email_address: null })
    const found = async (filter: string) =>
      names((await listPeople(ada, { filter, page: 1 })).people)

    expect(await found("éLO")).toEqual(["Élodie"])
    expect(await found("小")).toEqual(["李小龍"])
    expect(await found("%")).toEqual(["100%"])
    expect(await found("nobody")).toEqual([])
  })

  test("lists everyone once across pages", async () => {
    const { ada } = await scene()
    await insertUsers(2 * PEOPLE_PAGE)

    const seen: string[] = []
    let dividers = 0
    for (let page: number | null = 1; page; ) {
      const { people, next }: Awaited<ReturnType<typeof listPeople>> = await listPeople(ada, {
        page,
      })
      expect(people.length).toBeLessThanOrEqual(PEOPLE_PAGE)
      seen.push(...names(people))
      dividers += people.filter((person) => person.begins_members).length
      page = next
    }

    expect(seen).toHaveLength(2 * PEOPLE_PAGE + 2)
    expect(new Set(seen).size).toBe(seen.length)
    expect(dividers).toBe(1)
  })
})

async function insertUsers(size: number) {
  await transaction(async (trx) => {
    for (let start = 0; start < size; start += 500)
      await trx
        .insertInto("users")
        .values(
          Array.from({ length: Math.min(500, size - start) }, (_, index) => ({
            name: `Person ${start + index}`,
            created_at: now(),
            updated_at: now(),
          })),
        )
        .execute()
  })
}
