import { database } from "../../platform/database/database"
import type { DirectPerson } from "./direct-people"

/** Faces that a new person's list of pings starts with; each talk takes the place of one. */
const FACES = 20

/** Whom `viewer` could talk to and doesn't yet: the oldest hands first, fewer the more talks there are. */
export async function directSuggestions(viewer: { id: number }): Promise<DirectPerson[]> {
  const company = new Set([viewer.id, ...(await companyOf(viewer))])
  const wanted = FACES - company.size
  if (wanted <= 0) return []
  return database()
    .selectFrom("users")
    .select(["id", "name", "updated_at"])
    .where("status", "=", "active")
    .where("id", "not in", [...company])
    .orderBy("created_at")
    .orderBy("id")
    .limit(wanted)
    .execute()
}

async function companyOf(viewer: { id: number }) {
  const rows = await database()
    .selectFrom("memberships as own")
    .innerJoin("rooms", "rooms.id", "own.room_id")
    .innerJoin("memberships as theirs", "theirs.room_id", "rooms.id")
    .where("own.user_id", "=", viewer.id)
    .where("rooms.type", "=", "direct")
    .select("theirs.user_id")
    .distinct()
    .execute()
  return rows.map(({ user_id }) => user_id)
}
