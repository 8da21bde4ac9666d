import { createAccount } from "../accounts/account"
import { type Trx, transaction } from "../platform/database/database"
import { createUser, type User } from "../users/user"
import { type Device, startSession } from "./lifecycle"
import type { Session } from "./table"

type Housewarming = (trx: Trx, administrator: User) => Promise<void>

const housewarmings = new Map<string, Housewarming>()

/** Has `housewarming` run in the transaction that founds this Hearth; `name` says who asked. */
export function onSetUp(name: string, housewarming: Housewarming) {
  housewarmings.set(name, housewarming)
}

/**
 * The account and its administrator, signed in: both or neither.
 *
 * @returns null when there is an account already; of several that try at once, one gets a session
 */
export function setUp(
  founder: { name: string; email_address: string; password_digest: string },
  device: Device,
): Promise<Session | null> {
  return transaction(async (trx) => {
    if (!(await createAccount(trx, "Hearth"))) return null
    const administrator = await createUser(trx, { ...founder, role: "administrator" })
    for (const housewarming of housewarmings.values()) await housewarming(trx, administrator)
    return startSession(trx, administrator, device)
  })
}
