import { hours, type Micros, now, transaction } from "../platform/database/database"
import type { Device } from "./lifecycle"

const LONG = hours(1)

type Seen = { id: number; last_active_at: Micros; ip_address: string | null }

/** When the session has to be written again; nothing known of it stays true for longer. */
export const lapsesAt = (session: Pick<Seen, "last_active_at">): Micros =>
  session.last_active_at + LONG

/** An hour is near enough for people, and spares a write at each request; bans need every address. */
export const activityIsDue = (session: Seen, device: Device, time: Micros) =>
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
