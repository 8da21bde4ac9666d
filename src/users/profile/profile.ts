import {
  database,
  isUniqueViolation,
  type Trx,
  transaction,
} from "../../platform/database/database"
import { type NewBlob, purgeBlob, readPicture, withNewBlob } from "../../platform/files/file"
import { hooks } from "../../platform/hooks"
import { ValidationError } from "../../platform/http/errors"
import { lockUser } from "../locking"
import { hashPassword, passwordMatches } from "../password"
import type { Theme, User } from "../table"
import { touchProfiles } from "../touch"

const AVATAR_SIZE = 512

export type ProfileChanges = {
  name?: string
  email_address?: string
  /** A blank one stays unchanged. */
  password?: string
  /** Required to change the password or the e-mail address. */
  current_password?: string
  bio?: string
  theme?: Theme
  sounds?: User["sounds"]
  avatar?: File
}

/** Runs in the transaction that stores a new password; `session` is the one that changed it. */
export const onPasswordChanged = hooks<[trx: Trx, user: { id: number }, session: { id: number }]>()

/** Runs in each transaction that changes a user's name or picture. */
export const onAppearanceChanged = hooks<[trx: Trx, user: { id: number }]>()

/**
 * @param session stays when a new password ends the user's other sessions
 * @throws {ValidationError} for a wrong current password, a taken address, or an avatar that is not
 * a picture
 */
export async function changeProfile(
  { id }: { id: number },
  changes: ProfileChanges,
  session: { id: number },
) {
  const user = await database()
    .selectFrom("users")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow()
  await verifyCurrentPassword(user, changes)
  const { password, current_password: _, avatar, ...columns } = changes
  const digest = password ? { password_digest: await hashPassword(password) } : {}
  const change = (trx: Trx, picture?: { avatar_id: number }) =>
    update(trx, user, { ...columns, ...digest, ...picture }, session)

  if (!avatar) return rejectDuplicate(transaction((trx) => change(trx)))
  const picture = await readAvatar(avatar)
  await rejectDuplicate(withNewBlob(picture, (trx, blob) => change(trx, { avatar_id: blob.id })))
}

/** Deletes the picture, so that the initials show again. */
export function removeAvatar({ id }: { id: number }) {
  return transaction(async (trx) => {
    const user = await lockUser(trx, id)
    if (!user?.avatar_id) return
    await trx
      .updateTable("users")
      .set({ avatar_id: null, updated_at: await touchProfiles(trx) })
      .where("id", "=", id)
      .execute()
    await purgeBlob(trx, user.avatar_id)
    await onAppearanceChanged.run(trx, user)
  })
}

/** Sets the picture of a new user. */
export const giveAvatar = ({ id }: { id: number }, picture: NewBlob) =>
  withNewBlob(picture, async (trx, blob) =>
    trx
      .updateTable("users")
      .set({ avatar_id: blob.id, updated_at: await touchProfiles(trx) })
      .where("id", "=", id)
      .execute(),
  )

/** Crops and re-encodes an upload. */
export const readAvatar = (file: File) =>
  readPicture(file, { size: AVATAR_SIZE, format: "webp", field: "user[avatar]" })

// A person at an unlocked device must not be able to lock its owner out.
async function verifyCurrentPassword(user: User, changes: ProfileChanges) {
  const { email_address = user.email_address, password, current_password } = changes
  if (email_address === user.email_address && !password) return
  if (await passwordMatches(current_password ?? "", user.password_digest)) return
  throw new ValidationError(
    current_password
      ? "This is not your current password. Check it and try again."
      : "Enter your current password to change your address or your password.",
    "user[current_password]",
  )
}

type Columns = Partial<
  Pick<
    User,
    "name" | "email_address" | "password_digest" | "bio" | "theme" | "sounds" | "avatar_id"
  >
>

async function update(trx: Trx, verified: User, columns: Columns, session: { id: number }) {
  const user = await lockUser(trx, verified.id)
  // The password was verified before the lock, so it could have changed since (TOCTOU).
  if (user?.status !== "active" || user.password_digest !== verified.password_digest)
    throw new ValidationError("Your profile was changed elsewhere just now. Try again.")
  if (columns.email_address) await refuseTaken(trx, user, columns.email_address)
  await trx
    .updateTable("users")
    .set({ ...columns, updated_at: await touchProfiles(trx) })
    .where("id", "=", user.id)
    .execute()
  if (columns.avatar_id && user.avatar_id !== null) await purgeBlob(trx, user.avatar_id)
  if (columns.avatar_id || (columns.name ?? user.name) !== user.name)
    await onAppearanceChanged.run(trx, user)
  if (columns.password_digest) await onPasswordChanged.run(trx, user, session)
}

const TAKEN = "Another user has this e-mail address. Enter a different one."

async function refuseTaken(trx: Trx, user: User, email_address: string) {
  const owner = await trx
    .selectFrom("users")
    .select("id")
    .where("email_address", "=", email_address)
    .executeTakeFirst()
  if (owner && owner.id !== user.id) throw taken()
}

const taken = () => new ValidationError(TAKEN, "user[email_address]")

// Two users can take one address concurrently: then the unique index rejects the second.
async function rejectDuplicate<T>(change: Promise<T>) {
  try {
    return await change
  } catch (error) {
    if (isUniqueViolation(error)) throw taken()
    throw error
  }
}
