import { type Argument, database, prepared } from "../../platform/database/database"
import { fold } from "../../platform/text/fold"
import type { User } from "../../users/user"

type NamedUser = Pick<User, "id" | "name">

/** Active users with these ids. */
export function activeUsersById(ids: number[]): Promise<NamedUser[]> {
  return activeUsers().where("id", "in", ids).execute()
}

/** Active users with this name, ignoring case and accents; if there are none, those whose name starts with it. */
export async function activeUsersNamed(name: string): Promise<NamedUser[]> {
  const wanted = fold(name.trim())
  const users = (await activeUsers().execute()).map((one) => ({ ...one, folded: fold(one.name) }))
  const exact = users.filter(({ folded }) => folded === wanted)
  const found = exact.length > 0 ? exact : users.filter(({ folded }) => folded.startsWith(wanted))
  return found.map(({ id, name }) => ({ id, name }))
}

const activeUsers = () =>
  database().selectFrom("users").select(["id", "name"]).where("status", "=", "active").orderBy("id")

/** A user as rooms show them. */
export const userById = prepared((db, argument: Argument<{ id: number }>) =>
  db
    .selectFrom("users")
    .select(["id", "name", "bio", "updated_at"])
    .where("id", "=", argument("id")),
)
