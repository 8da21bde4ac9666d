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
  test("signs its user in once", async () => {
    const { ada } = await scene()
    const link = await createTransfer(ada, ada, IP)
    expect(await userOfTransfer(link)).toEqual({ id: ada.id, name: "Ada" })

    const session = await redeemTransfer(link, DEVICE, null)

    expect(session).toMatchObject({ user_id: ada.id, ...DEVICE })
    expect(await userOfTransfer(link)).toBeNull()
    expect(await redeemTransfer(link, DEVICE, null)).toBeNull()
  })

  test("is redeemed by one of several concurrent requests", async () => {
    const { ada } = await scene()
    const link = await createTransfer(ada, ada, IP)

    const sessions = await Promise.all(
      Array.from({ length: 5 }, () => redeemTransfer(link, DEVICE, null)),
    )

    expect(sessions.filter(Boolean)).toHaveLength(1)
  })

  test("ends the device's previous session", async () => {
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

  test("can't be forged", async () => {
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

  test("is invalid after a ban, also when that is lifted, and after a deactivation", async () => {
    const { ada, bea } = await scene()
    const cy = await createMember("Cy")
    const links = [await createTransfer(bea, bea, IP), await createTransfer(cy, cy, IP)]

    await banUser(ada, bea.id, IP)
    await deactivateUser(ada, cy.id, IP)
    await unbanUser(ada, bea.id, IP)

    for (const link of links) expect(await redeemTransfer(link, DEVICE, null)).toBeNull()
  })

  test("is invalid after its user signs out everywhere else, as on a password change", async () => {
    const { ada, session } = await scene()
    const link = await createTransfer(ada, ada, IP)

    await transaction((trx) => endOtherSessions(trx, ada, session))

    expect(await redeemTransfer(link, DEVICE, null)).toBeNull()
  })

  test("is created by administrators for others, with an audit entry, and by members for themselves", async () => {
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

  test("can't be created for a deactivated user", async () => {
    const { ada, bea } = await scene()
    await deactivateUser(ada, bea.id, IP)

    await expect(createTransfer(ada, bea, IP)).rejects.toThrow(NotFound)
  })
})
