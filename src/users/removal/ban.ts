import { audit } from "../../accounts/audit/audit"
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

type Actor = { id: number; name: string }

/**
 * Shuts a person out, and everybody at the addresses that they came from out of whatever is not
 * reading. What they said goes, by a job. All of it can be undone but that.
 *
 * @throws {NotFound}
 * @throws {ValidationError} for oneself, bots, and whoever is not active
 */
export function banUser(actor: Actor, id: number, ip_address: string | null) {
  return transaction(async (trx) => {
    await lockAdministrators(trx, actor)
    const person = await lockUser(trx, id)
    if (!person) throw new NotFound()
    refuseToBan(actor, person)
    await removeUser(trx, person, "banned")
    await spareOwnAddress(trx, person, ip_address)
    await audit(trx, { actor, action: "banned", subject: subject(person), ip_address })
  })
}

/**
 * @throws {NotFound}
 * @throws {ValidationError} for whoever is not banned; those who were deactivated do not come back this way
 */
export function unbanUser(actor: Actor, id: number, ip_address: string | null) {
  return transaction(async (trx) => {
    await lockAdministrators(trx, actor)
    const person = await lockUser(trx, id)
    if (!person) throw new NotFound()
    if (person.status !== "banned") throw new ValidationError(`${person.name} isn’t banned.`)
    await trx.deleteFrom("bans").where("user_id", "=", person.id).execute()
    await restoreUser(trx, person)
    await audit(trx, { actor, action: "unbanned", subject: subject(person), ip_address })
  })
}

/** Bans those of `addresses` that belong to one place in the world: a whole office shares the others. */
export async function banAddresses(trx: Trx, user: { id: number }, addresses: (string | null)[]) {
  const time = now()
  const places = new Set(addresses.map((address) => publicAddress(address ?? "")))
  for (const ip_address of places) {
    if (ip_address === null) continue
    await trx
      .insertInto("bans")
      .values({ user_id: user.id, ip_address, created_at: time, updated_at: time })
      .execute()
  }
}

// Who bans somebody in the same office would shut themselves out, and could not even undo it.
async function spareOwnAddress(trx: Trx, user: { id: number }, ip_address: string | null) {
  const own = publicAddress(ip_address ?? "")
  if (own === null) return
  await trx
    .deleteFrom("bans")
    .where("user_id", "=", user.id)
    .where("ip_address", "=", own)
    .execute()
}

/** @param address as a request came from it */
export async function isBanned(address: string) {
  const ip_address = publicAddress(address)
  return ip_address !== null && (await banOf({ ip_address })).length > 0
}

const banOf = prepared((db, argument: Argument<{ ip_address: string }>) =>
  db.selectFrom("bans").select("id").where("ip_address", "=", argument("ip_address")).limit(1),
)

function refuseToBan(actor: Actor, person: User) {
  if (person.id === actor.id) throw new ValidationError("You can’t ban yourself.")
  if (person.role === "bot")
    throw new ValidationError(`${person.name} is a bot: remove it instead of banning it.`)
  if (person.status === "banned") throw new ValidationError(`${person.name} is banned already.`)
  if (person.status === "deactivated")
    throw new ValidationError(`${person.name} is no longer on this account.`)
}

const subject = ({ id, name }: User) => ({ type: "user", id, name })
