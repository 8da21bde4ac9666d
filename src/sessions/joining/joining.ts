import { database, transaction } from "../../platform/database/database"
import { NotFound } from "../../platform/http/errors"
import { createUser, giveAvatar, hashPassword, readAvatar } from "../../users/user"
import { type Device, startSession } from "../lifecycle"
import type { Session } from "../table"

type JoinForm = { name: string; email_address: string; password: string; avatar?: File }

/**
 * Creates a member and a session for them.
 *
 * @returns null when the e-mail address is taken
 * @throws {NotFound} when `join_code` is not the account's current one
 * @throws {ValidationError} when the avatar is not a picture
 */
export async function joinAccount(
  join_code: string,
  { password, avatar, ...profile }: JoinForm,
  device: Device,
): Promise<Session | null> {
  if (await isTaken(profile.email_address)) return null
  const picture = avatar && (await readAvatar(avatar))
  const password_digest = await hashPassword(password)
  const session = await transaction(async (trx) => {
    const account = await trx
      .selectFrom("accounts")
      .select("id")
      .where("join_code", "=", join_code)
      .executeTakeFirst()
    if (!account) throw new NotFound()
    const user = await createUser(trx, { ...profile, password_digest, role: "member" })
    return startSession(trx, user, device)
  })
  if (picture) await giveAvatar({ id: session.user_id }, picture)
  return session
}

async function isTaken(email_address: string) {
  const owner = await database()
    .selectFrom("users")
    .select("id")
    .where("email_address", "=", email_address)
    .executeTakeFirst()
  return owner !== undefined
}
