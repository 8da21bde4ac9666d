import { database, type Micros } from "../../platform/database/database"

/** A user on the list of a room's possible members. */
export type Candidate = { id: number; name: string; updated_at: Micros; member: boolean }

/** All active users, by name. */
export async function candidates(): Promise<Candidate[]> {
  const people = await activePeople().execute()
  return people.map((person) => ({ ...person, member: false }))
}

/** All active users: the room's members by name, then the others by name. */
export async function candidatesFor(room: { id: number }): Promise<Candidate[]> {
  const people = await activePeople()
    .leftJoin("memberships", (join) =>
      join.onRef("memberships.user_id", "=", "users.id").on("memberships.room_id", "=", room.id),
    )
    .select("memberships.id as membership_id")
    .execute()
  const all = people.map(({ membership_id, ...person }) => ({
    ...person,
    member: membership_id !== null,
  }))
  return all.sort((a, b) => Number(b.member) - Number(a.member))
}

const activePeople = () =>
  database()
    .selectFrom("users")
    .where("users.status", "=", "active")
    .select(["users.id", "users.name", "users.updated_at"])
    .orderBy((row) => row.fn<string>("lower", ["users.name"]))
    .orderBy("users.id")
