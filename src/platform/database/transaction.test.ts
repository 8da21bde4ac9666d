import { expect, test } from "bun:test"
import { sql } from "kysely"
import { afterCommit, database, now, store, type Trx, transaction } from "./database"
import { onBothDatabases } from "./on-both-databases"
import "../../users/table"

const add = (trx: Trx, name: string) =>
  trx.insertInto("users").values({ name, created_at: now(), updated_at: now() }).execute()

const names = async () => {
  const users = await database().selectFrom("users").select("name").orderBy("id").execute()
  return users.map(({ name }) => name)
}

onBothDatabases("a transaction", () => {
  test("is committed when it resolves, with the result of its work", async () => {
    const answer = await transaction(async (trx) => {
      await add(trx, "Ada")
      return "done"
    })

    expect(answer).toBe("done")
    expect(await names()).toEqual(["Ada"])
  })

  test("rolls back when its work throws, and rejects with the same error", async () => {
    const trouble = new Error("on second thoughts")

    const failed = transaction(async (trx) => {
      await add(trx, "Ada")
      throw trouble
    })

    expect(await failed.catch((error: unknown) => error)).toBe(trouble)
    expect(await names()).toEqual([])
  })

  test("is invisible to others until it commits", async () => {
    let seenMeanwhile: string[] = []

    await transaction(async (trx) => {
      await add(trx, "Ada")
      seenMeanwhile = await names()
    })

    expect(seenMeanwhile).toEqual([])
    expect(await names()).toEqual(["Ada"])
  })

  test("fails without affecting concurrent transactions", async () => {
    const outcomes = await Promise.allSettled(
      ["Ada", "Bea", "Cy", "Dot"].map((name) =>
        transaction(async (trx) => {
          await add(trx, name)
          if (name === "Cy") throw new Error("not me")
          return name
        }),
      ),
    )

    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ])
    expect((await names()).sort()).toEqual(["Ada", "Bea", "Dot"])
  })

  test("fails without affecting concurrent transactions on a constraint violation", async () => {
    const outcomes = await Promise.allSettled(
      [1, 999, 1].map((user_id) =>
        transaction(async (trx) => {
          if (user_id === 1) await add(trx, "Ada")
          else
            await sql`insert into memberships (room_id, user_id, created_at, updated_at)
            values (${user_id}, ${user_id}, 0, 0)`.execute(trx)
        }),
      ),
    )

    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"])
    expect(await names()).toEqual(["Ada", "Ada"])
  })
})

onBothDatabases("an afterCommit callback", () => {
  test("runs in order, when others can see the writes", async () => {
    const heard: string[] = []
    let seen: Promise<string[]> | undefined

    await transaction(async (trx) => {
      afterCommit(trx, () => {
        heard.push("first")
        seen = names()
      })
      await add(trx, "Ada")
      afterCommit(trx, () => heard.push("second"))
      expect(heard).toEqual([])
    })

    expect(heard).toEqual(["first", "second"])
    expect(await seen).toEqual(["Ada"])
  })

  test("does not run after a rollback", async () => {
    const heard: string[] = []
    const announce = (name: string, trouble?: Error) =>
      transaction(async (trx) => {
        afterCommit(trx, () => heard.push(name))
        await add(trx, name)
        if (trouble) throw trouble
      })

    await Promise.allSettled([announce("Ada"), announce("Bea", new Error("no")), announce("Cy")])

    expect(heard.sort()).toEqual(["Ada", "Cy"])
  })

  test("does not affect the commit or other callbacks when it fails", async () => {
    const heard: string[] = []

    const answer = await transaction(async (trx) => {
      await add(trx, "Ada")
      afterCommit(trx, () => {
        throw new Error("nobody listens")
      })
      afterCommit(trx, () => heard.push("the next one"))
      return "done"
    })

    expect(answer).toBe("done")
    expect(heard).toEqual(["the next one"])
    expect(await names()).toEqual(["Ada"])
  })

  test("needs a transaction", () => {
    expect(() => afterCommit(store().reading, () => {})).toThrow("needs a running transaction")
  })
})

onBothDatabases("the database", () => {
  test("enforces foreign keys", async () => {
    const orphan = transaction((trx) =>
      sql`insert into sessions (user_id, token, last_active_at, created_at, updated_at)
        values (7, 'token', 0, 0, 0)`.execute(trx),
    )

    await expect(orphan).rejects.toThrow(/foreign key/i)
  })

  test("stores microseconds exactly", async () => {
    const time = 8_999_999_999_999_999

    await transaction((trx) =>
      trx.insertInto("users").values({ name: "Ada", created_at: time, updated_at: 1 }).execute(),
    )

    const row = await database().selectFrom("users").selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ created_at: time, updated_at: 1 })
  })

  test("does not reuse the id of a deleted row", async () => {
    const added = () =>
      transaction((trx) =>
        trx
          .insertInto("users")
          .values({ name: "Ada", created_at: now(), updated_at: now() })
          .returning("id")
          .executeTakeFirstOrThrow(),
      )
    const first = await added()

    await transaction((trx) => trx.deleteFrom("users").where("id", "=", first.id).execute())

    expect((await added()).id).toBeGreaterThan(first.id)
  })
})
