import { database } from "../platform/database/database"
import { namesOf } from "./types/registry"

export type NamedRoom = { id: number; display_name: string }

/** These rooms, as everybody calls them. */
export async function namedRooms(ids: number[]): Promise<Map<number, NamedRoom>> {
  if (ids.length === 0) return new Map()
  const rooms = await database()
    .selectFrom("rooms")
    .select(["id", "name", "type"])
    .where("id", "in", [...new Set(ids)])
    .execute()
  const names = await namesOf(rooms)
  return new Map([...names].map(([id, { display_name }]) => [id, { id, display_name }]))
}
