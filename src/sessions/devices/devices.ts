import { database, transaction } from "../../platform/database/database"
import { NotFound } from "../../platform/http/errors"
import { deleteSession, endOtherSessions } from "../lifecycle"

const MOST_SHOWN = 100

type Person = { id: number }

/** Where somebody is signed in, the latest first. */
export async function devicesOf(user: Person) {
  const sessions = await database()
    .selectFrom("sessions")
    .select(["id", "ip_address", "user_agent", "last_active_at"])
    .where("user_id", "=", user.id)
    .orderBy("last_active_at", "desc")
    .limit(MOST_SHOWN + 1)
    .execute()
  return { devices: sessions.slice(0, MOST_SHOWN), more: sessions.length > MOST_SHOWN }
}

export type Device = Awaited<ReturnType<typeof devicesOf>>["devices"][number]

/** @throws {NotFound} when `id` is no session of theirs, or none any more */
export function signOutDevice(user: Person, id: number | null) {
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

export const signOutOtherDevices = (user: Person, here: { id: number }) =>
  transaction((trx) => endOtherSessions(trx, user, here))
