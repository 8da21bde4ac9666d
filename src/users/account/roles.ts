import { audit } from "../../accounts/account"
import { transaction } from "../../platform/database/database"
import { NotFound, ValidationError } from "../../platform/http/errors"
import { lockAdministrators, lockUser, refuseLastAdministrator } from "../locking"
import { touchProfiles } from "../touch"

/**
 * @throws {NotFound} when no active user has this id, or it is a bot's
 * @throws {ValidationError} when the actor changes their own role
 */
export function changeRole(
  actor: { id: number; name: string },
  id: number,
  role: "member" | "administrator",
  ip_address: string | null,
) {
  return transaction(async (trx) => {
    const administrators = await lockAdministrators(trx, actor)
    const user = await lockUser(trx, id)
    if (user?.status !== "active" || user.role === "bot") throw new NotFound()
    if (user.role === role) return
    if (user.id === actor.id)
      throw new ValidationError("You can’t change your own role. Ask another administrator to.")
    refuseLastAdministrator(administrators, user)
    const updated_at = await touchProfiles(trx)
    await trx.updateTable("users").set({ role, updated_at }).where("id", "=", id).execute()
    const subject = { type: "user", id, name: user.name }
    const detail = `${user.role} → ${role}`
    await audit(trx, { actor, action: "changed_role", subject, ip_address, detail })
  })
}
