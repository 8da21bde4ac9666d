import type { Trx } from "../../src/platform/database/database"
import { sessionCookie, startSession } from "../../src/sessions/session"
import type { User } from "../../src/users/user"

/** A user of the seed, signed in. */
export type Person = {
  id: number
  name: string
  /** The value of the session cookie. */
  cookie: string
}

// The driver's address; another one would make each first request write its session.
const DEVICE = { ip_address: "127.0.0.1", user_agent: "Hearth's benchmark" }

export async function signIn(trx: Trx, user: User): Promise<Person> {
  const { token } = await startSession(trx, user, DEVICE)
  return { id: user.id, name: user.name, cookie: sessionCookie(token) }
}
