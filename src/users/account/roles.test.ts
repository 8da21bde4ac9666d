import { expect, test } from "bun:test"
import { createMember, deactivate, scene, userById } from "../../../test/support/scene"
import { database } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { changeRole } from "../user"

const IP = "203.0.113.7"

onBothDatabases("an administrator", () => {
  test("changes the roles of others, with an audit entry", async () => {
    const { ada, bea } = await scene()

    await changeRole(ada, bea.id, "administrator", IP)
    expect(await userById(bea.id)).toMatchObject({ role: "administrator" })
    await changeRole(ada, bea.id, "member", IP)

    expect(await userById(bea.id)).toMatchObject({ role: "member" })
    const entries = database().selectFrom("audit_entries").selectAll().orderBy("id")
    expect(await entries.execute()).toMatchObject([
      { action: "changed_role", subject_name: "Bea", detail: "member → administrator" },
      { action: "changed_role", subject_name: "Bea", detail: "administrator → member" },
    ])
  })

  test("can't change their own role, a bot's or a deactivated user's", async () => {
    const { ada, bea } = await scene()
    const bot = await createMember("Robot", { role: "bot", email_address: null })
    await deactivate(bea)

    await expect(changeRole(ada, ada.id, "member", IP)).rejects.toMatchObject({ status: 422 })
    for (const { id } of [bot, bea])
      await expect(changeRole(ada, id, "administrator", IP)).rejects.toMatchObject({
        name: "NotFound",
      })
    expect(await userById(ada.id)).toMatchObject({ role: "administrator" })
    expect(await userById(bot.id)).toMatchObject({ role: "bot" })
  })

  test("remains: of two who demote each other concurrently, one fails", async () => {
    const { ada, bea } = await scene()
    await changeRole(ada, bea.id, "administrator", IP)

    const outcomes = await Promise.allSettled([
      changeRole(ada, bea.id, "member", IP),
      changeRole(bea, ada.id, "member", IP),
    ])

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const administrators = database().selectFrom("users").where("role", "=", "administrator")
    expect(await administrators.select("id").execute()).toHaveLength(1)
  })
})
