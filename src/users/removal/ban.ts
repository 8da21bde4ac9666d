import { audit } from "../../accounts/account"
import {
  type Argument,
  now,
  prepared,
  type Trx,
  transaction,
} from "../../platform/database/database"
import { NotFound, ValidationError } from "../../platform/http/errors"
import { lockAdministrators, lockUser } from "../locking"
import type { User } from "../table"
import { publicAddress } from "./ban-address"
import { removeUser, restoreUser } from "./removal"

type Actor = Pick<User, "id" | "name">

/**
 * Bans a user: ends their sessions, rejects writes from their public addresses, and deletes their
 * messages by a job. An unban does not bring the messages back.
 *
 * @throws {NotFound}
 * @throws {ValidationError} for the actor, bots and users who are not active
 */
export function banUser(actor: Actor, id: number, ip_address: string | null) {
  return transaction(async (trx) => {
    await lockAdministrators(trx, actor)
    const user = await lockUser(trx, id)
    if (!user) throw new NotFound()
    refuseToBan(actor, user)
    await removeUser(trx, user, "banned")
    await exceptActorsAddress(trx, user, ip_address)
    await audit(trx, { actor, action: "banned", subject: subject(user), ip_address })
  })
}

/**
 * @throws {NotFound}
 * @throws {ValidationError} when the user is not banned
 */
export function unbanUser(actor: Actor, id: number, ip_address: string | null) {
  return transaction(async (trx) => {
    await lockAdministrators(trx, actor)
    const user = await lockUser(trx, id)
    if (!user) throw new NotFound()
    if (user.status !== "banned") throw new ValidationError(`${user.name} isn’t banned.`)
    await trx.deleteFrom("bans").where("user_id", "=", user.id).execute()
    await restoreUser(trx, user)
    await audit(trx, { actor, action: "unbanned", subject: subject(user), ip_address })
  })
}

/** Bans the public ones of `addresses`: many users share a private address. */
export async function banAddresses(trx: Trx, user: { id: number }, addresses: (string | null)[]) {
  const time = now()
  const publicAddresses = new Set(addresses.map((address) => publicAddress(address ?? "")))
  for (const ip_address of publicAddresses) {
    if (ip_address === null) continue
    await trx
      .insertInto("bans")
      .values({ user_id: user.id, ip_address, created_at: time, updated_at: time })
      .execute()
  }
}

// An administrator on the same network would ban themselves, and could not undo it.
async function exceptActorsAddress(trx: Trx, user: { id: number }, ip_address: string | null) {
  const own = publicAddress(ip_address ?? "")
  if (own === null) return
  await trx
    .deleteFrom("bans")
    .where("user_id", "=", user.id)
    .where("ip_address", "=", own)
    .execute()
}

/** Whether requests from `address` are rejected. */
export async function isBanned(address: string) {
  const ip_address = publicAddress(address)
  return ip_address !== null && (await banOf({ ip_address })).length > 0
}

const banOf = prepared((db, argument: Argument<{ ip_address: string }>) =>
  db.selectFrom("bans").select("id").where("ip_address", "=", argument("ip_address")).limit(1),
)

function refuseToBan(actor: Actor, user: User) {
  if (user.id === actor.id) throw new ValidationError("You can’t ban yourself.")
  if (user.role === "bot")
    throw new ValidationError(`${user.name} is a bot and can’t be banned. Remove it instead.`)
  if (user.status === "banned") throw new ValidationError(`${user.name} is banned already.`)
  if (user.status === "deactivated")
    throw new ValidationError(`${user.name} is no longer on this account.`)
}

const subject = ({ id, name }: User) => ({ type: "user", id, name })
