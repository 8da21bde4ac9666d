import { type Micros, millis } from "../../platform/database/database"
import { sign, verify } from "../../platform/http/signed"

/** Where the picture of a user is, as of their latest change; the same for whoever looks. */
export function avatarPath(user: { id: number; updated_at: Micros }) {
  return `/users/${sign("avatar", String(user.id))}/avatar?v=${millis(user.updated_at)}`
}

/** @returns the id of the user whose picture `token` stands for, or null */
export function userOfAvatarToken(token: string) {
  const id = verify("avatar", token)
  return id === null ? null : Number(id)
}
