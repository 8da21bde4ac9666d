import { beforeEach, expect, test } from "bun:test"
import { type Argument, database, prepared, store, transaction } from "./database"
import { onBothDatabases } from "./on-both-databases"
import "../../users/table"

type Query = { role: "member" | "bot"; after: number }

const named = prepared((db, argument: Argument<Query>) =>
  db
    .selectFrom("users")
    .select(["id", "name"])
    .where("role", "=", argument("role"))
    .where("created_at", ">", argument("after"))
    .where("status", "=", "active")
    .orderBy("id"),
)

const renamed = prepared((db, argument: Argument<{ name: string; id: number }>) =>
  db
    .updateTable("users")
    .set({ name: argument("name") })
    .where("id", "=", argument("id"))
    .returning(["id", "name"]),
)

const byKysely = ({ role, after }: Query) =>
  database()
    .selectFrom("users")
    .select(["id", "name"])
    .where("role", "=", role)
    .where("created_at", ">", after)
    .where("status", "=", "active")
    .orderBy("id")
    .execute()

onBothDatabases("a prepared query", () => {
  beforeEach(async () => {
    await transaction((trx) =>
      trx
        .insertInto("users")
        .values(
          (["member", "bot", "member"] as const).map((role, index) => ({
            name: `${role} ${index}`,
            role,
            created_at: index,
            updated_at: index,
          })),
        )
        .execute(),
    )
  })

  test("returns the same rows as Kysely", async () => {
    for (const query of [
      { role: "member", after: -1 },
      { role: "bot", after: 0 },
      { role: "member", after: 1 },
      { role: "bot", after: 1 },
    ] as const) {
      expect(await named(query)).toEqual(await byKysely(query))
    }
    expect(await named({ role: "member", after: -1 })).toHaveLength(2)
  })

  test("sees the writes of its transaction, which the reader does not", async () => {
    const [member] = await named({ role: "member", after: 1 })

    await transaction(async (trx) => {
      const changed = await renamed({ id: member?.id ?? 0, name: "Ada" }, trx)
      expect(changed).toMatchObject([{ name: "Ada" }])
      expect(await named({ role: "member", after: 1 }, trx)).toMatchObject([{ name: "Ada" }])
      expect(await named({ role: "member", after: 1 })).toMatchObject([{ name: "member 2" }])
    })

    expect(await named({ role: "member", after: 1 })).toMatchObject([{ name: "Ada" }])
  })

  test("is compiled for the configured database", async () => {
    const { sql } = database().selectFrom("users").where("id", "=", 1).select("id").compile()

    expect(sql).toContain(store().dialect === "sqlite" ? "?" : "$1")
    expect(await named({ role: "bot", after: -1 })).toMatchObject([{ name: "bot 1" }])
  })
})
