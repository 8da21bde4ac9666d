import { database, type Reader, type Trx } from "../platform/database/database"
import { roomTypesWhere } from "./types/registry"
import type { RoomTypeDefinition } from "./types/room-type"

/**
 * The rooms of `person` for every list of rooms: sidebar, start page, settings, switcher and badge.
 * Returns a query on the tables `memberships` and `rooms`.
 */
export const listedRooms = (person: { id: number }, db: Reader = database()) =>
  db
    .selectFrom("memberships")
    .innerJoin("rooms", "rooms.id", "memberships.room_id")
    .where("memberships.user_id", "=", person.id)
    .where("memberships.access_room_id", "is", null)

/** A query for the rooms of the listed types that pass `test`, for any user. */
export const listedRoomsOfType = (
  test: (definition: RoomTypeDefinition) => boolean,
  db: Reader | Trx = database(),
) =>
  db
    .selectFrom("rooms")
    .where("type", "in", roomTypesWhere(test))
    .where("root_room_id", "is", null)
    .where("deleted_at", "is", null)
