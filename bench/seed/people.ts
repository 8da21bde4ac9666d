import { createAccount } from "../../src/accounts/account"
import type { Trx } from "../../src/platform/database/database"
import { sessionCookie, startSession } from "../../src/sessions/session"
import { createUser, type User } from "../../src/users/user"
import { FIRST_NAMES, LAST_NAMES } from "./words"

/** Somebody of the seed, signed in. */
export type Person = {
  id: number
  name: string
  /** The value of the session cookie. */
  cookie: string
}

// Where the driver comes from; another address would make each first request write its session.
const DEVICE = { ip_address: "127.0.0.1", user_agent: "Hearth's benchmark" }

/** A team of `count`, the first of them its administrator. */
export async function invite(trx: Trx, count: number, password_digest: string) {
  await createAccount(trx, "Ember & Ash")
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

export async function signIn(trx: Trx, user: User): Promise<Person> {
  const { token } = await startSession(trx, user, DEVICE)
  return { id: user.id, name: user.name, cookie: sessionCookie(token) }
}

export function nameOf(index: number) {
  const first = FIRST_NAMES[index % FIRST_NAMES.length]
  const last = LAST_NAMES[Math.floor((index * 3) / 5) % LAST_NAMES.length]
  return `${first} ${last}`
}
