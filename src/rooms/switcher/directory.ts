import { database, type Micros } from "../../platform/database/database"
import { fold } from "../../platform/text/fold"

/** An active user, with the folded name for searches. */
export type Listed = { id: number; name: string; updated_at: Micros; folded: string }

let kept: { as_of: Micros; people: Promise<Listed[]> } | undefined

/**
 * All active users, by name.
 *
 * @param as_of the profiles version; the list is cached until it changes
 */
export function directory(as_of: Micros): Promise<Listed[]> {
  if (kept?.as_of !== as_of) kept = { as_of, people: everybody().catch(forget) }
  return kept.people
}

// A failure is not cached.
function forget(reason: unknown): never {
  kept = undefined
  throw reason
}

async function everybody() {
  const people = await database()
    .selectFrom("users")
    .where("status", "=", "active")
    .select(["id", "name", "updated_at"])
    .orderBy((row) => row.fn<string>("lower", ["name"]))
    .orderBy("id")
    .execute()
  return people.map((person) => ({ ...person, folded: fold(person.name) }))
}
