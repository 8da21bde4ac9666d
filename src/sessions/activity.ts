import {
  type Argument,
  hours,
  type Micros,
  now,
  prepared,
  transaction,
} from "../platform/database/database"
import type { Device } from "./lifecycle"

const ACTIVITY_INTERVAL = hours(1)

type SessionActivity = { id: number; last_active_at: Micros; ip_address: string | null }

/** When the session's row is due for its next write; cached responses must expire by then. */
export const lapsesAt = (session: Pick<SessionActivity, "last_active_at">): Micros =>
  session.last_active_at + ACTIVITY_INTERVAL

// One write an hour, not one per request. A new address is written at once: bans read it.
export const activityIsDue = (session: SessionActivity, device: Device, time: Micros) =>
  time > lapsesAt(session) || session.ip_address !== device.ip_address

export function recordActivity(session: { id: number }, device: Device) {
  const time = now()
  return transaction(async (trx) => {
    await trx
      .updateTable("sessions")
      .set({ ...device, last_active_at: time, updated_at: time })
      .where("id", "=", session.id)
      .execute()
  })
}

/** When any session of this person was last used, or null; an hour late at most. */
export async function lastActivityOf(user: { id: number }): Promise<Micros | null> {
  const [row] = await latestActivity({ user_id: user.id })
  return row?.latest ?? null
}

const latestActivity = prepared((db, argument: Argument<{ user_id: number }>) =>
  db
    .selectFrom("sessions")
    .where("user_id", "=", argument("user_id"))
    .select(({ fn }) => fn.max("last_active_at").as("latest")),
)
