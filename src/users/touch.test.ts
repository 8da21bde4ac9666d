import { expect, test } from "bun:test"
import { scene } from "../../test/support/scene"
import { database, hours, now, transaction } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { changeProfile, createUser } from "./user"

/** All names, and the latest change, which is the cache key of pages. */
async function profiles() {
  const people = await database().selectFrom("users").select(["name", "updated_at"]).execute()
  return {
    latest: Math.max(...people.map(({ updated_at }) => updated_at)),
    names: people
      .map(({ name }) => name)
      .sort()
      .join(", "),
  }
}

const createSlowly = (name: string) =>
  transaction(async (trx) => {
    await createUser(trx, { name, email_address: null, password_digest: null, role: "member" })
    await Bun.sleep(100)
  })

onBothDatabases("the time of the latest profile change", () => {
  test("is new after each change, also when the first transaction commits last", async () => {
    const { bea, session } = await scene()
    const seen = new Map<number, string>()

    const changes = Promise.all([
      createSlowly("Cy"),
      Bun.sleep(20).then(() => changeProfile(bea, { name: "Beatrice" }, session)),
    ]).then(() => true)
    do {
      const { latest, names } = await profiles()
      expect(seen.get(latest) ?? names).toBe(names)
      seen.set(latest, names)
    } while (!(await Promise.race([changes, Bun.sleep(5)])))

    const { latest, names } = await profiles()
    expect(names).toBe("Ada, Beatrice, Cy")
    expect(seen.get(latest) ?? names).toBe(names)
  })

  test("increases even when another machine's clock is ahead", async () => {
    const { ada, bea, session } = await scene()
    const ahead = now() + hours(1)
    await transaction((trx) =>
      trx.updateTable("users").set({ updated_at: ahead }).where("id", "=", ada.id).execute(),
    )

    await changeProfile(bea, { name: "Beatrice" }, session)

    expect((await profiles()).latest).toBeGreaterThan(ahead)
  })
})
