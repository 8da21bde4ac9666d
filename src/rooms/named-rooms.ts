import { database } from "../platform/database/database"
import { sharedName } from "./direct/direct-names"
import { peopleOf } from "./direct/direct-people"

export type NamedRoom = { id: number; display_name: string }

/** These rooms, as everybody calls them. */
export async function namedRooms(ids: number[]): Promise<Map<number, NamedRoom>> {
  if (ids.length === 0) return new Map()
  const rooms = await database()
    .selectFrom("rooms")
    .select(["id", "name", "type"])
    .where("id", "in", [...new Set(ids)])
    .execute()
  const people = await peopleOf(rooms.filter(({ type }) => type === "direct").map(({ id }) => id))
  return new Map(
    rooms.map(({ id, name }) => [
      id,
      { id, display_name: name ?? sharedName(people.get(id) ?? []) },
    ]),
  )
}
