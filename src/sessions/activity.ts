import { hours, type Micros, now, transaction } from "../platform/database/database"
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
