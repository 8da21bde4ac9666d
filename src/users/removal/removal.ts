import { disconnectUser } from "../../platform/cable/cable"
import { afterCommit, type Trx } from "../../platform/database/database"
import { hooks } from "../../platform/hooks"
import type { User } from "../table"
import { touchProfiles } from "../touch"

/** A ban can be lifted, a deactivation can't. */
export type Removal = "banned" | "deactivated"

/** Runs in the transaction that bans or deactivates a user. */
export const onUserRemoved = hooks<[trx: Trx, user: User, removal: Removal]>()

/** Runs in the transaction that lifts a ban. */
export const onUserRestored = hooks<[trx: Trx, user: User]>()

/** Revokes the user's access, and disconnects their sockets after the commit. */
export async function removeUser(trx: Trx, user: User, removal: Removal) {
  await onUserRemoved.run(trx, user, removal)
  await trx
    .updateTable("users")
    .set({ status: removal, updated_at: await touchProfiles(trx) })
    .where("id", "=", user.id)
    .execute()
  afterCommit(trx, () => disconnectUser(user.id, { reconnect: false }))
}

/** Makes `user` active again. Deleted sessions stay deleted. */
export async function restoreUser(trx: Trx, user: User) {
  await trx
    .updateTable("users")
    .set({ status: "active", updated_at: await touchProfiles(trx) })
    .where("id", "=", user.id)
    .execute()
  await onUserRestored.run(trx, user)
}
