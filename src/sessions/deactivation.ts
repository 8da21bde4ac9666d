import type { Trx } from "../platform/database/database"
import { banAddresses, type Removal } from "../users/user"
import { endOtherSessions } from "./lifecycle"

/** The addresses first: they go with the sessions. */
export async function closeAllSessions(trx: Trx, user: { id: number }, removal: Removal) {
  if (removal === "banned") await banAddresses(trx, user, await addressesOf(trx, user))
  await endOtherSessions(trx, user, null)
}

async function addressesOf(trx: Trx, user: { id: number }) {
  const seen = await trx
    .selectFrom("sessions")
    .select("ip_address")
    .distinct()
    .where("user_id", "=", user.id)
    .execute()
  return seen.map(({ ip_address }) => ip_address)
}
