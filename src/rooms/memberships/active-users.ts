import { database } from "../../platform/database/database"
import { fold } from "../switcher/switcher-match"

type Guest = { id: number; name: string }

/** Active people with these ids. */
export function activeUsersById(ids: number[]): Promise<Guest[]> {
  return activePeople().where("id", "in", ids).execute()
}

/** Whoever is called just that, capitals and accents aside, else those whose name begins with it. */
export async function activeUsersNamed(name: string): Promise<Guest[]> {
  const wanted = fold(name)
  const people = (await activePeople().execute()).map((one) => ({ ...one, folded: fold(one.name) }))
  const exact = people.filter(({ folded }) => folded === wanted)
  const found = exact.length > 0 ? exact : people.filter(({ folded }) => folded.startsWith(wanted))
  return found.map(({ id, name }) => ({ id, name }))
}

const activePeople = () =>
  database().selectFrom("users").select(["id", "name"]).where("status", "=", "active").orderBy("id")
