import { randomBytes } from "node:crypto"
import { audit } from "../../accounts/audit/audit"
import { database, hours, now, type Trx, transaction } from "../../platform/database/database"
import { Forbidden, NotFound } from "../../platform/http/errors"
import { sign, verify } from "../../platform/http/signed"
import { stillActive } from "../../users/user"
import { type Device, deleteSession, startSession } from "../lifecycle"
import type { Session } from "../table"

const PURPOSE = "transfer"
const LIFETIME = hours(4)

type Person = { id: number; name: string }
type Maker = Person & { role: string }

/**
 * A word that signs `person` in elsewhere, once, within four hours. People make them for
 * themselves, administrators for whoever is locked out.
 *
 * @returns what a link carries; it is shown to nobody a second time
 * @throws {Forbidden} when it is for somebody else and `maker` is no administrator
 */
export function createTransfer(maker: Maker, person: Person, ip_address: string | null) {
  if (maker.id !== person.id && maker.role !== "administrator") throw new Forbidden()
  return transaction(async (trx) => {
    if (!(await stillActive(trx, person))) throw new NotFound()
    await clearLapsed(trx)
    const token = await insertTransfer(trx, maker, person)
    if (maker.id !== person.id)
      await audit(trx, {
        actor: maker,
        action: "made_sign_in_link",
        subject: { type: "user", ...person },
        ip_address,
      })
    return sign(PURPOSE, token)
  })
}

/** Whom a link would sign in, while it can. */
export async function userOfTransfer(signed: string) {
  const token = verify(PURPOSE, signed)
  if (token === null) return null
  const person = await database()
    .selectFrom("transfers")
    .innerJoin("users", "users.id", "transfers.user_id")
    .select(["users.id", "users.name"])
    .where("transfers.token", "=", token)
    .where("transfers.used_at", "is", null)
    .where("transfers.expires_at", ">", now())
    .where("users.status", "=", "active")
    .executeTakeFirst()
  return person ?? null
}

/**
 * Signs in by a link, which is used up by it.
 *
 * @param leaving the session that this device had so far, perhaps somebody else's
 * @returns null when the link is not ours, was used or has expired, or its person was removed
 */
export function redeemTransfer(
  signed: string,
  device: Device,
  leaving: { id: number } | null,
): Promise<Session | null> {
  const token = verify(PURPOSE, signed)
  if (token === null) return Promise.resolve(null)
  return transaction(async (trx) => {
    const user_id = await useUp(trx, token)
    if (user_id === null || !(await stillActive(trx, { id: user_id }))) return null
    if (leaving) await deleteSession(trx, leaving)
    return startSession(trx, { id: user_id }, device)
  })
}

/** The active person with this id; bots come in by their keys alone. */
export async function transferable(id: number): Promise<Person> {
  const person = await database()
    .selectFrom("users")
    .select(["id", "name"])
    .where("id", "=", id)
    .where("status", "=", "active")
    .where("role", "<>", "bot")
    .executeTakeFirst()
  if (!person) throw new NotFound()
  return person
}

async function insertTransfer(trx: Trx, maker: Person, person: Person) {
  const token = randomBytes(18).toString("base64url")
  const time = now()
  await trx
    .insertInto("transfers")
    .values({
      user_id: person.id,
      creator_id: maker.id,
      token,
      expires_at: time + LIFETIME,
      created_at: time,
      updated_at: time,
    })
    .execute()
  return token
}

/** Of several that come at once, one gets it. */
async function useUp(trx: Trx, token: string) {
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

const clearLapsed = (trx: Trx) =>
  trx.deleteFrom("transfers").where("expires_at", "<=", now()).execute()
