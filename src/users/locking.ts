import { dialect, type Trx } from "../platform/database/database"
import { Forbidden, ValidationError } from "../platform/http/errors"
import type { User } from "./table"

// SQLite has one writer at a time, and so no row locks; where this asks for one, PostgreSQL needs it.

/**
 * Comes first in each transaction that may take an administrator away. Those who do that at the
 * same time wait here for each other: of two who remove one another, one finds that they may no
 * longer, and nobody is ever the last.
 *
 * @returns ids of all that are administrators at this moment, and stay so until the transaction ends
 * @throws {Forbidden} when `actor` is not among them any more
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

/** @throws {ValidationError} when without `person` nobody could administer this Hearth */
export function refuseLastAdministrator(
  administrators: Set<number>,
  person: { id: number; name: string },
) {
  if (administrators.size === 1 && administrators.has(person.id))
    throw new ValidationError(
      `${person.name} is the only administrator here. Make somebody else one first.`,
    )
}

/** For who is to be let in: stays active until the transaction ends. */
export async function stillActive(trx: Trx, user: { id: number }) {
  const query = trx
    .selectFrom("users")
    .select("id")
    .where("id", "=", user.id)
    .where("status", "=", "active")
  const shared = dialect() === "postgres" ? query.forShare() : query
  return (await shared.executeTakeFirst()) !== undefined
}

/** Nobody signs in as this user, or changes them, until the transaction ends. */
export function lockUser(trx: Trx, id: number): Promise<User | undefined> {
  const query = trx.selectFrom("users").selectAll().where("id", "=", id)
  return (dialect() === "postgres" ? query.forNoKeyUpdate() : query).executeTakeFirst()
}
