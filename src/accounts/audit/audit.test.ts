import { expect, test } from "bun:test"
import { scene } from "../../../test/support/scene"
import { transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { audit, auditEntries, auditedActions } from "./audit"
import { csvOf } from "./audit-labels"

const record = (entry: Partial<Parameters<typeof audit>[1]> & { action: string }) =>
  transaction((trx) => audit(trx, { actor: null, ip_address: "203.0.113.7", ...entry }))

onBothDatabases("the audit log", () => {
  test("lists actor, action, subject, time and address, latest first", async () => {
    const { ada, bea } = await scene()
    await record({
      actor: ada,
      action: "banned",
      subject: { type: "user", id: bea.id, name: "Bea" },
    })
    await record({ action: "reset_password", detail: "by command" })

    expect(await auditEntries({}).execute()).toMatchObject([
      { actor_id: null, actor_name: "Operator", action: "reset_password", detail: "by command" },
      {
        actor_id: ada.id,
        actor_name: "Ada",
        action: "banned",
        subject_type: "user",
        subject_id: bea.id,
        subject_name: "Bea",
        ip_address: "203.0.113.7",
      },
    ])
  })

  test("is filtered by action, and by the name of actor or subject", async () => {
    const { ada, bea } = await scene()
    await record({
      actor: ada,
      action: "banned",
      subject: { type: "user", id: bea.id, name: "Bea" },
    })
    await record({ actor: bea, action: "changed_styles" })
    await record({ actor: ada, action: "changed_styles" })
    const found = async (filter: Parameters<typeof auditEntries>[0]) =>
      (await auditEntries(filter).execute()).map(({ actor_name, action }) => [actor_name, action])

    expect(await found({ action: "changed_styles", person: "ADA" })).toEqual([
      ["Ada", "changed_styles"],
    ])
    expect(await found({ person: "bea" })).toEqual([
      ["Bea", "changed_styles"],
      ["Ada", "banned"],
    ])
    expect(await found({ person: "%" })).toEqual([])
    expect(await auditedActions()).toEqual(["banned", "changed_styles"])
  })

  test("is append-only", async () => {
    await record({ action: "banned" })

    const rename = transaction((trx) =>
      trx.updateTable("audit_entries").set({ actor_name: "Eve" }).execute(),
    )
    await expect(rename).rejects.toThrow("append-only")
    const removal = transaction((trx) => trx.deleteFrom("audit_entries").execute())
    await expect(removal).rejects.toThrow("append-only")

    expect(await auditEntries({}).execute()).toMatchObject([{ actor_name: "Operator" }])
  })

  test("has no entry when the transaction rolls back", async () => {
    const failing = transaction(async (trx) => {
      await audit(trx, { actor: null, action: "banned", ip_address: null })
      throw new Error("Not today")
    })

    await expect(failing).rejects.toThrow("Not today")
    expect(await auditEntries({}).execute()).toEqual([])
  })
})

test("CSV escapes formulas and quotes", () => {
  const entry = {
    id: 1,
    actor_id: 1,
    actor_name: '=HYPERLINK("x")',
    action: "banned",
    subject_type: null,
    subject_id: null,
    subject_name: "Bea, Queen",
    ip_address: null,
    detail: null,
    created_at: 0,
    updated_at: 0,
  }

  expect(csvOf([entry])).toBe(
    `When,Who,What,Whom,Detail,From\r\n1970-01-01T00:00:00.000Z,"'=HYPERLINK(""x"")",banned,"Bea, Queen",,\r\n`,
  )
})
