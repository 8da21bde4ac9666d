import { expect, test } from "bun:test"
import { createMember, deactivate, scene, userById } from "../../../test/support/scene"
import { database } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { changeRole } from "../user"

const HERE = "203.0.113.7"

onBothDatabases("an administrator", () => {
  test("makes others administrators and members again, on record", async () => {
    const { ada, bea } = await scene()

    await changeRole(ada, bea.id, "administrator", HERE)
    expect(await userById(bea.id)).toMatchObject({ role: "administrator" })
    await changeRole(ada, bea.id, "member", HERE)

    expect(await userById(bea.id)).toMatchObject({ role: "member" })
    const entries = database().selectFrom("audit_entries").selectAll().orderBy("id")
    expect(await entries.execute()).toMatchObject([
      { action: "changed_role", subject_name: "Bea", detail: "member → administrator" },
      { action: "changed_role", subject_name: "Bea", detail: "administrator → member" },
    ])
  })

  test("cannot change their own role, a bot’s, or that of whoever is gone", async () => {
    const { ada, bea } = await scene()
    const bot = await createMember("Robot", { role: "bot", email_address: null })
    await deactivate(bea)

    await expect(changeRole(ada, ada.id, "member", HERE)).rejects.toMatchObject({ status: 422 })
    for (const { id } of [bot, bea])
      await expect(changeRole(ada, id, "administrator", HERE)).rejects.toMatchObject({
        name: "NotFound",
      })
    expect(await userById(ada.id)).toMatchObject({ role: "administrator" })
    expect(await userById(bot.id)).toMatchObject({ role: "bot" })
  })

  test("always stays: of two who demote each other at once, one finds the door shut", async () => {
    const { ada, bea } = await scene()
    await changeRole(ada, bea.id, "administrator", HERE)

    const outcomes = await Promise.allSettled([
      changeRole(ada, bea.id, "member", HERE),
      changeRole(bea, ada.id, "member", HERE),
    ])

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const administrators = database().selectFrom("users").where("role", "=", "administrator")
    expect(await administrators.select("id").execute()).toHaveLength(1)
  })
})
