import { expect, test } from "bun:test"
import { createMember, DEVICE, scene } from "../../test/support/scene"
import { hours, now, seconds, transaction } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { sign } from "../platform/http/signed"
import type { Status, User } from "../users/user"
import { activityIsDue } from "./activity"
import {
  authenticate,
  authorize,
  endSession,
  sessionCookie,
  signedInBy,
  startSession,
} from "./session"

const sessionOf = (user: User) => transaction((trx) => startSession(trx, user, DEVICE))

const socketOf = (cookie: string) =>
  authenticate(new Request("http://hearth.example/cable", { headers: { cookie } }))

const setStatus = (user: User, status: Status) =>
  transaction((trx) => trx.updateTable("users").set({ status }).where("id", "=", user.id).execute())

onBothDatabases("a session", () => {
  test("is identified by its cookie", async () => {
    const { bea } = await scene()
    const session = await sessionOf(bea)

    const signedIn = await signedInBy(sessionCookie(session.token))

    expect(signedIn).toMatchObject({
      session: { id: session.id, user_id: bea.id, ip_address: DEVICE.ip_address },
      user: { id: bea.id, name: "Bea", role: "member", updated_at: bea.updated_at },
      account: { name: "Hearth" },
      people_updated_at: bea.updated_at,
    })
  })

  test("is not found by a forged cookie", async () => {
    const { session } = await scene()
    const valid = sessionCookie(session.token)
    const flipped = valid.endsWith("0") ? `${valid.slice(0, -1)}1` : `${valid.slice(0, -1)}0`
    const forged = [
      undefined,
      "",
      session.token,
      flipped,
      `${valid}--`,
      valid.slice(0, -1),
      sign("avatar", session.token),
      sessionCookie("another token"),
      "--",
      "%E0%A4%A",
    ]

    expect(await signedInBy(valid)).not.toBeNull()
    for (const cookie of forged) expect(await signedInBy(cookie)).toBeNull()
  })

  test("ends at once, and other sessions stay", async () => {
    const { bea, session: adas } = await scene()
    const [phone, laptop] = [await sessionOf(bea), await sessionOf(bea)]

    await endSession(phone)

    expect(await signedInBy(sessionCookie(phone.token))).toBeNull()
    expect(await signedInBy(sessionCookie(laptop.token))).not.toBeNull()
    expect(await signedInBy(sessionCookie(adas.token))).not.toBeNull()
  })

  test.each(["deactivated", "banned"] as const)(
    "is invalid while its user is %s",
    async (status) => {
      const { bea } = await scene()
      const session = await sessionOf(bea)
      const cookie = `session_token=${sessionCookie(session.token)}`
      const identity = { user_id: bea.id, session_id: session.id }
      expect(await socketOf(cookie)).toEqual(identity)
      expect(await authorize(identity)).toBe(true)

      await setStatus(bea, status)

      expect(await signedInBy(sessionCookie(session.token))).toBeNull()
      expect(await socketOf(cookie)).toBeNull()
      expect(await authorize(identity)).toBe(false)

      await setStatus(bea, "active")
      expect(await socketOf(cookie)).toEqual(identity)
    },
  )

  test("loads the time of the latest profile change", async () => {
    const { ada, session } = await scene()
    const cookie = sessionCookie(session.token)
    const cy = await createMember("Cy")
    expect(await signedInBy(cookie)).toMatchObject({ people_updated_at: cy.updated_at })

    const time = now()
    await transaction((trx) =>
      trx.updateTable("users").set({ updated_at: time }).where("id", "=", ada.id).execute(),
    )

    expect(await signedInBy(cookie)).toMatchObject({ people_updated_at: time })
  })
})

test("a session's activity is due after an hour or from another address", () => {
  const time = now()
  const session = { id: 1, last_active_at: time, ip_address: DEVICE.ip_address }

  expect(activityIsDue(session, DEVICE, time + hours(1))).toBe(false)
  expect(activityIsDue(session, DEVICE, time + hours(1) + seconds(1))).toBe(true)
  expect(activityIsDue(session, { ...DEVICE, ip_address: "203.0.113.8" }, time)).toBe(true)
  expect(activityIsDue(session, { ...DEVICE, user_agent: "Another/1.0" }, time)).toBe(false)
})
