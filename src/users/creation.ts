import type { Trx } from "../platform/database/database"
import { ValidationError } from "../platform/http/errors"
import type { Role, User } from "./table"
import { touchProfiles } from "./touch"

export type NewUser = {
  name: string
  email_address: string | null
  password_digest: string | null
  role: Role
}

type Welcome = (trx: Trx, user: User) => Promise<void>

const welcomes = new Map<string, Welcome>()

/** Has `welcome` run in the transaction of each new user; `name` says who asked. */
export function onUserCreated(name: string, welcome: Welcome) {
  welcomes.set(name, welcome)
}

/** @throws {ValidationError} when somebody has the e-mail address already */
export async function createUser(trx: Trx, newcomer: NewUser): Promise<User> {
  const time = await touchProfiles(trx)
  const user = await trx
    .insertInto("users")
    .values({ ...newcomer, created_at: time, updated_at: time })
    .onConflict((conflict) => conflict.column("email_address").doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!user)
    throw new ValidationError("Somebody here has this e-mail address already", "email_address")

  for (const welcome of welcomes.values()) await welcome(trx, user)
  return user
}
