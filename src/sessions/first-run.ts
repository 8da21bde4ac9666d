import { createAccount } from "../accounts/account"
import { type Trx, transaction } from "../platform/database/database"
import { hooks } from "../platform/hooks"
import { createUser, type User } from "../users/user"
import { type Device, startSession } from "./lifecycle"
import type { Session } from "./table"

/** Runs in the transaction that creates the account. */
export const onSetUp = hooks<[trx: Trx, administrator: User]>()

/**
 * Creates the account and its first administrator and signs them in, in one transaction.
 *
 * @returns null when the account exists; of concurrent calls, one succeeds
 */
export function setUp(
  user: { name: string; email_address: string; password_digest: string },
  device: Device,
): Promise<Session | null> {
  return transaction(async (trx) => {
    if (!(await createAccount(trx, "Hearth"))) return null
    const administrator = await createUser(trx, { ...user, role: "administrator" })
    await onSetUp.run(trx, administrator)
    return startSession(trx, administrator, device)
  })
}
