import { type Micros, oneOf } from "../../platform/database/database"
import { namesakesOf, tellApart, type User } from "../../users/user"
import { listedRooms } from "../listed-rooms"

type Named = { id: number; name: string }

/**
 * A line for each of `people` whose name another active person has, too: what tells them apart for
 * `viewer`. By id; nothing for the others.
 */
export async function namesakeLines(
  people: Named[],
  viewer: Pick<User, "id" | "role">,
  people_updated_at: Micros,
): Promise<Map<number, string>> {
  const groups = await namesakesOf(people, people_updated_at)
  if (groups.length === 0) return new Map()
  const isAdministrator = viewer.role === "administrator"
  const rooms = isAdministrator ? undefined : await sharedRooms(viewer, groups.flat())
  return new Map(groups.flatMap((group) => [...tellApart(group, viewer, rooms)]))
}

/** The names of the rooms that `viewer` shares with each of `people`, by id, the latest first. */
async function sharedRooms(viewer: { id: number }, people: { id: number }[]) {
  const rows = await listedRooms(viewer)
    .innerJoin("memberships as theirs", "theirs.room_id", "rooms.id")
    .where(oneOf("theirs.user_id", JSON.stringify(people.map(({ id }) => id))))
    .where("rooms.name", "is not", null)
    .orderBy("rooms.updated_at", "desc")
    .select(["theirs.user_id", "rooms.name"])
    .execute()
  return new Map(
    [...Map.groupBy(rows, ({ user_id }) => user_id)].map(([id, found]) => [
      id,
      found.flatMap(({ name }) => name ?? []),
    ]),
  )
}
