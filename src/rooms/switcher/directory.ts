import { database, type Micros } from "../../platform/database/database"
import { fold } from "./switcher-match"

/** Somebody who is here, with their name as it is looked for. */
export type Listed = { id: number; name: string; updated_at: Micros; folded: string }

let kept: { as_of: Micros; people: Promise<Listed[]> } | undefined

/**
 * Everybody active, by name.
 *
 * @param as_of when anybody last came, went or changed their name: until then one list serves all
 */
export function directory(as_of: Micros): Promise<Listed[]> {
  if (kept?.as_of !== as_of) kept = { as_of, people: everybody().catch(forget) }
  return kept.people
}

// What failed once may work the next time.
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
