import { type Argument, oneOf, prepared } from "../../platform/database/database"

/** A member of a direct room, with what rows and headings show. */
export type DirectPerson = Awaited<ReturnType<typeof peopleIn>>[number]

export const peopleIn = prepared((db, argument: Argument<{ room_id: number }>) =>
  db
    .selectFrom("memberships")
    .innerJoin("users", "users.id", "memberships.user_id")
    .where("memberships.room_id", "=", argument("room_id"))
    .select(["users.id", "users.name", "users.updated_at"]),
)

/** The members of several rooms, by room id. */
export async function peopleOf(room_ids: number[]): Promise<Map<number, DirectPerson[]>> {
  if (room_ids.length === 0) return new Map()
  const rows = await peopleInRooms({ room_ids: JSON.stringify(room_ids) })
  return Map.groupBy(rows, ({ room_id }) => room_id)
}

const peopleInRooms = prepared((db, argument: Argument<{ room_ids: string }>) =>
  db
    .selectFrom("memberships")
    .innerJoin("users", "users.id", "memberships.user_id")
    .where(oneOf("memberships.room_id", argument("room_ids")))
    .select(["memberships.room_id", "users.id", "users.name", "users.updated_at"]),
)
