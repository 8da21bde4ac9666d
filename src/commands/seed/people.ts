import { createAccount } from "../../accounts/account"
import type { Trx } from "../../platform/database/database"
import { createUser, type User } from "../../users/user"
import { FIRST_NAMES, LAST_NAMES } from "./words"

/** The database holds a chat already. */
export class AccountExists extends Error {}

/**
 * An account with `count` users, the first of them its administrator.
 *
 * @throws {AccountExists}
 */
export async function createTeam(trx: Trx, count: number, password_digest: string) {
  if (!(await createAccount(trx, "Ember & Ash"))) throw new AccountExists()
  const users: User[] = []
  for (let index = 0; index < count; index++) {
    const name = nameOf(index)
    users.push(
      await createUser(trx, {
        name,
        email_address: `${name.toLowerCase().replace(" ", ".")}@example.com`,
        password_digest,
        role: index === 0 ? "administrator" : "member",
      }),
    )
  }
  return users
}

export function nameOf(index: number) {
  const first = FIRST_NAMES[index % FIRST_NAMES.length]
  const last = LAST_NAMES[Math.floor((index * 3) / 5) % LAST_NAMES.length]
  return `${first} ${last}`
}
