import { disconnectUser } from "../../platform/cable/cable"
import { afterCommit, type Trx } from "../../platform/database/database"
import { hooks } from "../../platform/hooks"
import type { User } from "../table"
import { touchProfiles } from "../touch"

/** The two ways to go: one can come back from a ban. */
export type Removal = "banned" | "deactivated"

/** Runs in the transaction that bans or deactivates a user. */
export const onUserRemoved = hooks<[trx: Trx, user: User, removal: Removal]>()

/** Runs in the transaction that lets a banned user back in. */
export const onUserRestored = hooks<[trx: Trx, user: User]>()

/** Takes all from `user` that let them in, and closes their sockets once that is durable. */
export async function removeUser(trx: Trx, user: User, removal: Removal) {
  await onUserRemoved.run(trx, user, removal)
  await trx
    .updateTable("users")
    .set({ status: removal, updated_at: await touchProfiles(trx) })
    .where("id", "=", user.id)
    .execute()
  afterCommit(trx, () => disconnectUser(user.id, { reconnect: false }))
}

/** Makes `user` active again, without the sessions that they had. */
export async function restoreUser(trx: Trx, user: User) {
  await trx
    .updateTable("users")
    .set({ status: "active", updated_at: await touchProfiles(trx) })
    .where("id", "=", user.id)
    .execute()
  await onUserRestored.run(trx, user)
}
