import { sql } from "kysely"
import { audit } from "../../accounts/audit/audit"
import { type Trx, transaction } from "../../platform/database/database"
import { NotFound, ValidationError } from "../../platform/http/errors"
import { lockAdministrators, lockUser } from "../locking"
import type { User } from "../table"
import { removeUser } from "./removal"

/**
 * Takes somebody off the account for good. What they said stays, and their pings; their e-mail
 * address is free for another start.
 *
 * @throws {NotFound} when nobody active has this id
 * @throws {ValidationError} for oneself, so that an administrator always stays
 */
export function deactivateUser(
  actor: { id: number; name: string },
  id: number,
  ip_address: string | null,
) {
  return transaction(async (trx) => {
    await lockAdministrators(trx, actor)
    const person = await lockUser(trx, id)
    if (person?.status !== "active") throw new NotFound()
    if (person.id === actor.id)
      throw new ValidationError("You can’t remove yourself. Ask another administrator to.")
    await removeUser(trx, person, "deactivated")
    await freeEmailAddress(trx, person)
    const subject = { type: "user", id: person.id, name: person.name }
    await audit(trx, { actor, action: "deactivated", subject, ip_address })
  })
}

async function freeEmailAddress(trx: Trx, person: User) {
  const aside = `-deactivated-${crypto.randomUUID()}@`
  await trx
    .updateTable("users")
    .set({ email_address: sql`replace(email_address, '@', ${aside})` })
    .where("id", "=", person.id)
    .execute()
}
