import { expect, test } from "bun:test"
import { createMember, DEVICE, scene } from "../../../test/support/scene"
import { auditEntries } from "../../accounts/audit/audit"
import { database, hours, now, transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { Forbidden, NotFound } from "../../platform/http/errors"
import { sign } from "../../platform/http/signed"
import { banUser, deactivateUser, unbanUser } from "../../users/user"
import {
  createTransfer,
  endOtherSessions,
  redeemTransfer,
  startSession,
  userOfTransfer,
} from "../session"

const IP = "203.0.113.200"

const expire = () =>
  transaction((trx) => trx.updateTable("transfers").set({ expires_at: now() }).execute())

onBothDatabases("a sign-in link", () => {
  test("signs its person in on the device that opens it, once", async () => {
    const { ada } = await scene()
    const link = await createTransfer(ada, ada, IP)
    expect(await userOfTransfer(link)).toEqual({ id: ada.id, name: "Ada" })

    const session = await redeemTransfer(link, DEVICE, null)

    expect(session).toMatchObject({ user_id: ada.id, ...DEVICE })
    expect(await userOfTransfer(link)).toBeNull()
    expect(await redeemTransfer(link, DEVICE, null)).toBeNull()
  })

  test("lets one in, when several open it at once", async () => {
    const { ada } = await scene()
    const link = await createTransfer(ada, ada, IP)

    const sessions = await Promise.all(
      Array.from({ length: 5 }, () => redeemTransfer(link, DEVICE, null)),
    )

    expect(sessions.filter(Boolean)).toHaveLength(1)
  })

  test("ends the session that was on the device before", async () => {
    const { ada, bea } = await scene()
    const before = await transaction((trx) => startSession(trx, bea, DEVICE))

    const session = await redeemTransfer(await createTransfer(ada, ada, IP), DEVICE, before)

    const ids = (await database().selectFrom("sessions").select("id").execute()).map((s) => s.id)
    expect(ids).toContain(session?.id ?? 0)
    expect(ids).not.toContain(before.id)
  })

  test("lasts four hours", async () => {
    const { ada } = await scene()
    const link = await createTransfer(ada, ada, IP)
    const { expires_at, created_at } = await database()
      .selectFrom("transfers")
      .selectAll()
      .executeTakeFirstOrThrow()
    expect(expires_at - created_at).toBe(hours(4))
    await expire()

    expect(await userOfTransfer(link)).toBeNull()
    expect(await redeemTransfer(link, DEVICE, null)).toBeNull()

    await createTransfer(ada, ada, IP)
    expect(await database().selectFrom("transfers").select("id").execute()).toHaveLength(1)
  })

  test("is none that anybody else could write", async () => {
    const { ada } = await scene()
    const link = await createTransfer(ada, ada, IP)
    const { token } = await database()
      .selectFrom("transfers")
      .select("token")
      .executeTakeFirstOrThrow()

    for (const forged of [
      "",
      "nonsense",
      token,
      `${link}x`,
      sign("session", token),
      sign("transfer", String(ada.id)),
    ]) {
      expect(await userOfTransfer(forged)).toBeNull()
      expect(await redeemTransfer(forged, DEVICE, null)).toBeNull()
    }
  })

  test("dies with a ban, also when that is lifted, and with a deactivation", async () => {
    const { ada, bea } = await scene()
    const cy = await createMember("Cy")
    const links = [await createTransfer(bea, bea, IP), await createTransfer(cy, cy, IP)]

    await banUser(ada, bea.id, IP)
    await deactivateUser(ada, cy.id, IP)
    await unbanUser(ada, bea.id, IP)

    for (const link of links) expect(await redeemTransfer(link, DEVICE, null)).toBeNull()
  })

  test("dies when its person signs out everywhere else, as after a new password", async () => {
    const { ada, session } = await scene()
    const link = await createTransfer(ada, ada, IP)

    await transaction((trx) => endOtherSessions(trx, ada, session))

    expect(await redeemTransfer(link, DEVICE, null)).toBeNull()
  })

  test("is made by administrators for others, on record; by others only for themselves", async () => {
    const { ada, bea } = await scene()
    const link = await createTransfer(ada, bea, IP)
    await createTransfer(ada, ada, IP)
    await createTransfer(bea, bea, IP)

    expect(await userOfTransfer(link)).toEqual({ id: bea.id, name: "Bea" })
    expect(await auditEntries({}).execute()).toMatchObject([
      {
        action: "made_sign_in_link",
        actor_name: "Ada",
        subject_id: bea.id,
        subject_name: "Bea",
        ip_address: IP,
      },
    ])
    expect(() => createTransfer(bea, ada, IP)).toThrow(Forbidden)
  })

  test("is not made for somebody who is gone", async () => {
    const { ada, bea } = await scene()
    await deactivateUser(ada, bea.id, IP)

    await expect(createTransfer(ada, bea, IP)).rejects.toThrow(NotFound)
  })
})
