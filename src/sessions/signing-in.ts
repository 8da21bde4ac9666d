import { database } from "../platform/database/database"
import { passwordMatches, type User } from "../users/user"

/** The active user with this address and password. Takes constant time whether the user exists. */
export async function userForPassword(
  email_address: string,
  password: string,
): Promise<User | null> {
  const user = await database()
    .selectFrom("users")
    .selectAll()
    .where("email_address", "=", email_address)
    .where("status", "=", "active")
    .where("role", "<>", "bot")
    .executeTakeFirst()
  return (await passwordMatches(password, user?.password_digest)) && user ? user : null
}
