import { audit } from "../../accounts/audit/audit"
import { transaction } from "../../platform/database/database"
import { NotFound, ValidationError } from "../../platform/http/errors"
import { lockAdministrators, lockUser, refuseLastAdministrator } from "../locking"
import { touchProfiles } from "../touch"

/**
 * Makes a person an administrator, or one no longer.
 *
 * @throws {NotFound} when no active person has this id; bots stay bots
 * @throws {ValidationError} for oneself
 */
export function changeRole(
  actor: { id: number; name: string },
  id: number,
  role: "member" | "administrator",
  ip_address: string | null,
) {
  return transaction(async (trx) => {
    const administrators = await lockAdministrators(trx, actor)
    const person = await lockUser(trx, id)
    if (person?.status !== "active" || person.role === "bot") throw new NotFound()
    if (person.role === role) return
    if (person.id === actor.id)
      throw new ValidationError("You can’t change your own role. Ask another administrator to.")
    refuseLastAdministrator(administrators, person)
    const updated_at = await touchProfiles(trx)
    await trx.updateTable("users").set({ role, updated_at }).where("id", "=", id).execute()
    const subject = { type: "user", id, name: person.name }
    const detail = `${person.role} → ${role}`
    await audit(trx, { actor, action: "changed_role", subject, ip_address, detail })
  })
}
