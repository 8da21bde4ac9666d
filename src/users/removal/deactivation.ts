import { sql } from "kysely"
import { audit } from "../../accounts/account"
import { type Trx, transaction } from "../../platform/database/database"
import { NotFound, ValidationError } from "../../platform/http/errors"
import { lockAdministrators, lockUser } from "../locking"
import type { User } from "../table"
import { removeUser } from "./removal"

/**
 * Removes a user for good. Their messages and direct rooms stay. Their e-mail address becomes free,
 * so that they can join again.
 *
 * @throws {NotFound} when no active user has this id
 * @throws {ValidationError} for the actor, so that an administrator remains
 */
export function deactivateUser(
  actor: { id: number; name: string },
  id: number,
  ip_address: string | null,
) {
  return transaction(async (trx) => {
    await lockAdministrators(trx, actor)
    const user = await lockUser(trx, id)
    if (user?.status !== "active") throw new NotFound()
    if (user.id === actor.id)
      throw new ValidationError("You can’t remove yourself. Ask another administrator to.")
    await removeUser(trx, user, "deactivated")
    await freeEmailAddress(trx, user)
    const subject = { type: "user", id: user.id, name: user.name }
    await audit(trx, { actor, action: "deactivated", subject, ip_address })
  })
}

async function freeEmailAddress(trx: Trx, user: User) {
  const marker = `-deactivated-${crypto.randomUUID()}@`
  await trx
    .updateTable("users")
    .set({ email_address: sql`replace(email_address, '@', ${marker})` })
    .where("id", "=", user.id)
    .execute()
}
