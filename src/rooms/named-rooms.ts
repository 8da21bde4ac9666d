import { database } from "../platform/database/database"
import type { Room } from "./table"
import { namesOf } from "./types/registry"

export type NamedRoom = Pick<Room, "id" | "parent_message_id"> & { display_name: string }

/** These rooms, as everybody calls them. */
export async function namedRooms(ids: number[]): Promise<Map<number, NamedRoom>> {
  if (ids.length === 0) return new Map()
  const rooms = await database()
    .selectFrom("rooms")
    .select(["id", "name", "type", "root_room_id", "parent_message_id"])
    .where("id", "in", [...new Set(ids)])
    .execute()
  const names = await namesOf(rooms)
  return new Map(
    rooms.map(({ id, parent_message_id }) => [
      id,
      { id, parent_message_id, display_name: names.get(id)?.display_name ?? "" },
    ]),
  )
}
