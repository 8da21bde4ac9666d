import type { Trx } from "../platform/database/database"
import { banAddresses, type Removal } from "../users/user"
import { endOtherSessions } from "./lifecycle"

/** Bans the addresses first, because they are read from the sessions that are deleted next. */
export async function closeAllSessions(trx: Trx, user: { id: number }, removal: Removal) {
  if (removal === "banned") await banAddresses(trx, user, await addressesOf(trx, user))
  await endOtherSessions(trx, user, null)
}

async function addressesOf(trx: Trx, user: { id: number }) {
  const sessions = await trx
    .selectFrom("sessions")
    .select("ip_address")
    .distinct()
    .where("user_id", "=", user.id)
    .execute()
  return sessions.map(({ ip_address }) => ip_address)
}
