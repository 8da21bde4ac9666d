import { disconnectUser } from "../../platform/cable/cable"
import { afterCommit, type Trx } from "../../platform/database/database"
import type { User } from "../table"
import { touchProfiles } from "../touch"

/** The two ways to go: one can come back from a ban. */
export type Removal = "banned" | "deactivated"

type Farewell = (trx: Trx, user: User, removal: Removal) => Promise<void>

type Welcome = (trx: Trx, user: User) => Promise<void>

const farewells = new Map<string, Farewell>()
const welcomes = new Map<string, Welcome>()

/** Has `farewell` run in the transaction that removes somebody; `name` says who asked. */
export function onUserRemoved(name: string, farewell: Farewell) {
  farewells.set(name, farewell)
}

/** Has `welcome` run in the transaction that lets somebody back in; `name` says who asked. */
export function onUserRestored(name: string, welcome: Welcome) {
  welcomes.set(name, welcome)
}

/** Takes all from `user` that let them in, and closes their sockets once that is durable. */
export async function removeUser(trx: Trx, user: User, removal: Removal) {
  for (const farewell of farewells.values()) await farewell(trx, user, removal)
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
  for (const welcome of welcomes.values()) await welcome(trx, user)
}
