import type { Trx } from "../platform/database/database"
import { hooks } from "../platform/hooks"
import { ValidationError } from "../platform/http/errors"
import type { Role, User } from "./table"
import { touchProfiles } from "./touch"

export type NewUser = {
  name: string
  email_address: string | null
  password_digest: string | null
  role: Role
}

/** Runs in the transaction that creates a user. */
export const onUserCreated = hooks<[trx: Trx, user: User]>()

/** @throws {ValidationError} when the e-mail address is taken */
export async function createUser(trx: Trx, values: NewUser): Promise<User> {
  const time = await touchProfiles(trx)
  const user = await trx
    .insertInto("users")
    .values({ ...values, created_at: time, updated_at: time })
    .onConflict((conflict) => conflict.column("email_address").doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!user)
    throw new ValidationError(
      "Another user has this e-mail address. Enter a different one.",
      "email_address",
    )

  await onUserCreated.run(trx, user)
  return user
}
