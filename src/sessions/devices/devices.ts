import { database, transaction } from "../../platform/database/database"
import { NotFound } from "../../platform/http/errors"
import { platformOf } from "../../platform/ui/pwa/platform"
import type { User } from "../../users/user"
import { deleteSession, endOtherSessions } from "../lifecycle"

const LIMIT = 100

/** The user's sessions, most recently active first. */
export async function devicesOf(user: Pick<User, "id">) {
  const sessions = await database()
    .selectFrom("sessions")
    .select(["id", "ip_address", "user_agent", "last_active_at"])
    .where("user_id", "=", user.id)
    .orderBy("last_active_at", "desc")
    .limit(LIMIT + 1)
    .execute()
  return { devices: sessions.slice(0, LIMIT), more: sessions.length > LIMIT }
}

export type Device = Awaited<ReturnType<typeof devicesOf>>["devices"][number]

/** @throws {NotFound} when the user has no session with this id */
export function signOutDevice(user: Pick<User, "id">, id: number | null) {
  return transaction(async (trx) => {
    const session = await trx
      .selectFrom("sessions")
      .select("id")
      .where("id", "=", id)
      .where("user_id", "=", user.id)
      .executeTakeFirst()
    if (!session) throw new NotFound()
    await deleteSession(trx, session)
  })
}

export const signOutOtherDevices = (user: Pick<User, "id">, current: { id: number }) =>
  transaction((trx) => endOtherSessions(trx, user, current))

/** A name such as "Safari on iPhone", or of a program, such as "curl". */
export function deviceName(user_agent: string | null) {
  const { browser, os } = platformOf(user_agent)
  if (browser && os) return `${browser} on ${os}`
  return browser ?? os ?? programName(user_agent) ?? "Unknown device"
}

const programName = (user_agent: string | null) => user_agent?.match(/^[\w.-]{1,40}/)?.[0]
