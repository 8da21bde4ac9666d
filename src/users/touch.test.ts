import { expect, test } from "bun:test"
import { scene } from "../../test/support/scene"
import { database, hours, now, transaction } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { changeProfile, createUser } from "./user"

/** Everybody's names, and when the last of them changed, which is what pages are kept by. */
async function look() {
  const people = await database().selectFrom("users").select(["name", "updated_at"]).execute()
  return {
    latest: Math.max(...people.map(({ updated_at }) => updated_at)),
    names: people
      .map(({ name }) => name)
      .sort()
      .join(", "),
  }
}

const comeSlowly = (name: string) =>
  transaction(async (trx) => {
    await createUser(trx, { name, email_address: null, password_digest: null, role: "member" })
    await Bun.sleep(100)
  })

onBothDatabases("the time of anybody's latest change", () => {
  test("is another after each, also when who began first ends last", async () => {
    const { bea, session } = await scene()
    const seen = new Map<number, string>()

    const changes = Promise.all([
      comeSlowly("Cy"),
      Bun.sleep(20).then(() => changeProfile(bea, { name: "Beatrice" }, session)),
    ]).then(() => true)
    do {
      const { latest, names } = await look()
      expect(seen.get(latest) ?? names).toBe(names)
      seen.set(latest, names)
    } while (!(await Promise.race([changes, Bun.sleep(5)])))

    const { latest, names } = await look()
    expect(names).toBe("Ada, Beatrice, Cy")
    expect(seen.get(latest) ?? names).toBe(names)
  })

  test("never goes back, also when another machine's clock is ahead", async () => {
    const { ada, bea, session } = await scene()
    const ahead = now() + hours(1)
    await transaction((trx) =>
      trx.updateTable("users").set({ updated_at: ahead }).where("id", "=", ada.id).execute(),
    )

    await changeProfile(bea, { name: "Beatrice" }, session)

    expect((await look()).latest).toBeGreaterThan(ahead)
  })
})
