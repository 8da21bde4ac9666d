import { listedRooms } from "../listed-rooms"
import type { Involvement, RoomType } from "../table"
import { namesOf, roomType } from "../types/registry"
import { ROOM_LISTS } from "../types/room-type"

/** A user's membership, as their settings list it. */
export type ListedMembership = {
  room: { id: number; type: RoomType; own_name: string }
  involvement: Involvement
}

/** All rooms of a user, including hidden ones: list by list, each by name. */
export async function membershipsOf(person: { id: number }): Promise<ListedMembership[]> {
  const rows = await listedRooms(person)
    .select([
      "rooms.id",
      "rooms.type",
      "rooms.name",
      "rooms.root_room_id",
      "memberships.involvement",
    ])
    .execute()
  const names = await namesOf(rows)
  return rows
    .map(({ id, type, involvement }) => ({
      room: { id, type, own_name: names.get(id)?.ownName(person) ?? "" },
      involvement,
    }))
    .sort((a, b) => listOf(a) - listOf(b) || compare(a.room.own_name, b.room.own_name))
}

const { compare } = new Intl.Collator("en", { sensitivity: "base" })

function listOf({ room }: ListedMembership) {
  const { list } = roomType(room.type)
  return list === null ? ROOM_LISTS.length : ROOM_LISTS.indexOf(list)
}
