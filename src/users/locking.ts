import { dialect, type Trx } from "../platform/database/database"
import { Forbidden, ValidationError } from "../platform/http/errors"
import type { User } from "./table"

// PostgreSQL needs the row locks below. SQLite has a single writer and no row locks.

/**
 * Locks the rows of all active administrators. Call it first in each transaction that may remove
 * an administrator: it serializes those, so that two administrators who remove each other
 * concurrently can't leave the account without one.
 *
 * @returns the ids of the administrators, stable until the transaction ends
 * @throws {Forbidden} when `actor` is not one of them
 */
export async function lockAdministrators(trx: Trx, actor: { id: number }): Promise<Set<number>> {
  const query = trx
    .selectFrom("users")
    .select("id")
    .where("role", "=", "administrator")
    .where("status", "=", "active")
    .orderBy("id")
  const rows = await (dialect() === "postgres" ? query.forNoKeyUpdate() : query).execute()
  const administrators = new Set(rows.map(({ id }) => id))
  if (!administrators.has(actor.id)) throw new Forbidden()
  return administrators
}

/** @throws {ValidationError} when `user` is the only administrator */
export function refuseLastAdministrator(
  administrators: Set<number>,
  user: { id: number; name: string },
) {
  if (administrators.size === 1 && administrators.has(user.id))
    throw new ValidationError(
      `${user.name} is the only administrator. Make somebody else an administrator first.`,
    )
}

/** Whether `user` is active; a share lock keeps it so until the transaction ends. */
export async function stillActive(trx: Trx, user: { id: number }) {
  const query = trx
    .selectFrom("users")
    .select("id")
    .where("id", "=", user.id)
    .where("status", "=", "active")
  const shared = dialect() === "postgres" ? query.forShare() : query
  return (await shared.executeTakeFirst()) !== undefined
}

/** Locks the user's row: nobody signs in as this user or changes it until the transaction ends. */
export function lockUser(trx: Trx, id: number): Promise<User | undefined> {
  const query = trx.selectFrom("users").selectAll().where("id", "=", id)
  return (dialect() === "postgres" ? query.forNoKeyUpdate() : query).executeTakeFirst()
}
