import { database, type Reader } from "../platform/database/database"

/**
 * The rooms of `person` for every list of rooms: sidebar, start page, settings, switcher and badge.
 * It is the start of a query, with the tables `memberships` and `rooms`.
 */
export const listedRooms = (person: { id: number }, db: Reader = database()) =>
  db
    .selectFrom("memberships")
    .innerJoin("rooms", "rooms.id", "memberships.room_id")
    .where("memberships.user_id", "=", person.id)
