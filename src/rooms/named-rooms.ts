import { type Argument, database, prepared } from "../platform/database/database"
import type { Room } from "./table"
import { namesOf } from "./types/registry"

export type NamedRoom = Pick<Room, "id" | "parent_message_id"> & { display_name: string }

/** These rooms with their names, the same for everyone. */
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

/** The parts of a room that its type needs to broadcast whether it is unread. */
export const signalRoom = prepared((db, argument: Argument<{ id: number }>) =>
  db
    .selectFrom("rooms")
    .select(["id", "type", "parent_message_id"])
    .where("id", "=", argument("id")),
)
