import { database } from "../../platform/database/database"
import type { Mentionable } from "../../users/user"

/** A new user's sidebar starts with this many placeholders; each direct room replaces one. */
const PLACEHOLDERS = 20

/** Active users without a direct room with `viewer`, oldest account first. */
export async function directSuggestions(viewer: { id: number }): Promise<Mentionable[]> {
  const company = new Set([viewer.id, ...(await companyOf(viewer))])
  const wanted = PLACEHOLDERS - company.size
  if (wanted <= 0) return []
  return database()
    .selectFrom("users")
    .select(["id", "name", "bio", "updated_at"])
    .where("status", "=", "active")
    .where("id", "not in", [...company])
    .orderBy("created_at")
    .orderBy("id")
    .limit(wanted)
    .execute()
}

/** Members of the viewer's direct rooms; at most as many as leave no placeholder. */
async function companyOf(viewer: { id: number }) {
  const rows = await database()
    .selectFrom("memberships as own")
    .innerJoin("rooms", "rooms.id", "own.room_id")
    .innerJoin("memberships as theirs", "theirs.room_id", "rooms.id")
    .where("own.user_id", "=", viewer.id)
    .where("rooms.type", "=", "direct")
    .select("theirs.user_id")
    .distinct()
    .limit(PLACEHOLDERS + 1)
    .execute()
  return rows.map(({ user_id }) => user_id)
}
