import { randomBytes } from "node:crypto"
import { audit } from "../../accounts/account"
import { database, hours, now, type Trx, transaction } from "../../platform/database/database"
import { Forbidden, NotFound } from "../../platform/http/errors"
import { sign, verify } from "../../platform/http/signed"
import { stillActive, type User } from "../../users/user"
import { type Device, deleteSession, startSession } from "../lifecycle"
import type { Session } from "../table"

const PURPOSE = "transfer"
const LIFETIME = hours(4)

type TransferUser = Pick<User, "id" | "name">

/**
 * Creates a single-use token that signs `user` in within four hours. Users create them for
 * themselves, administrators for everybody.
 *
 * @returns the signed token for the link; it can't be read again later
 * @throws {Forbidden} when `user` is not the actor and the actor is no administrator
 */
export function createTransfer(
  actor: TransferUser & { role: string },
  user: TransferUser,
  ip_address: string | null,
) {
  if (actor.id !== user.id && actor.role !== "administrator") throw new Forbidden()
  return transaction(async (trx) => {
    if (!(await stillActive(trx, user))) throw new NotFound()
    await deleteExpired(trx)
    const token = await insertTransfer(trx, actor, user)
    if (actor.id !== user.id)
      await audit(trx, {
        actor,
        action: "made_sign_in_link",
        subject: { type: "user", id: user.id, name: user.name },
        ip_address,
      })
    return sign(PURPOSE, token)
  })
}

/** The user that a link signs in, or null when it can't be redeemed. Does not use it up. */
export async function userOfTransfer(signed: string) {
  const token = verify(PURPOSE, signed)
  if (token === null) return null
  const user = await database()
    .selectFrom("transfers")
    .innerJoin("users", "users.id", "transfers.user_id")
    .select(["users.id", "users.name"])
    .where("transfers.token", "=", token)
    .where("transfers.used_at", "is", null)
    .where("transfers.expires_at", ">", now())
    .where("users.status", "=", "active")
    .executeTakeFirst()
  return user ?? null
}

/**
 * Uses the link up and starts a session.
 *
 * @param previous the device's current session, perhaps of another user; it ends
 * @returns null when the link is invalid, used or expired, or its user was removed
 */
export function redeemTransfer(
  signed: string,
  device: Device,
  previous: { id: number } | null,
): Promise<Session | null> {
  const token = verify(PURPOSE, signed)
  if (token === null) return Promise.resolve(null)
  return transaction(async (trx) => {
    const user_id = await markUsed(trx, token)
    if (user_id === null || !(await stillActive(trx, { id: user_id }))) return null
    if (previous) await deleteSession(trx, previous)
    return startSession(trx, { id: user_id }, device)
  })
}

/** The active user with this id. Bots sign in with their keys only. */
export async function transferable(id: number): Promise<TransferUser> {
  const user = await database()
    .selectFrom("users")
    .select(["id", "name"])
    .where("id", "=", id)
    .where("status", "=", "active")
    .where("role", "<>", "bot")
    .executeTakeFirst()
  if (!user) throw new NotFound()
  return user
}

async function insertTransfer(trx: Trx, actor: TransferUser, user: TransferUser) {
  const token = randomBytes(18).toString("base64url")
  const time = now()
  await trx
    .insertInto("transfers")
    .values({
      user_id: user.id,
      creator_id: actor.id,
      token,
      expires_at: time + LIFETIME,
      created_at: time,
      updated_at: time,
    })
    .execute()
  return token
}

// One conditional UPDATE, so concurrent requests can't redeem the same token twice.
async function markUsed(trx: Trx, token: string) {
  const time = now()
  const used = await trx
    .updateTable("transfers")
    .set({ used_at: time, updated_at: time })
    .where("token", "=", token)
    .where("used_at", "is", null)
    .where("expires_at", ">", time)
    .returning("user_id")
    .executeTakeFirst()
  return used?.user_id ?? null
}

const deleteExpired = (trx: Trx) =>
  trx.deleteFrom("transfers").where("expires_at", "<=", now()).execute()
