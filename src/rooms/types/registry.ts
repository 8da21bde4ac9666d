import type { User } from "../../users/user"
import type { Room, RoomType } from "../table"
import { direct } from "./direct"
import type { NamableRoom, RoomNames, RoomTypeDefinition } from "./room-type"
import { closed, open } from "./shared"

const definitions = new Map<RoomType, RoomTypeDefinition>([
  ["open", open],
  ["closed", closed],
  ["direct", direct],
])

/** Adds a room type that a higher layer defines; wiring.ts calls it. */
export function defineRoomType(type: RoomType, definition: RoomTypeDefinition) {
  definitions.set(type, definition)
}

export function roomType(type: RoomType): RoomTypeDefinition {
  const definition = definitions.get(type)
  if (!definition) throw new Error(`There is no room type ${type}: define it in wiring.ts`)
  return definition
}

/** The types that pass `test`, for queries. */
export const roomTypesWhere = (test: (definition: RoomTypeDefinition) => boolean) =>
  [...definitions].filter(([, definition]) => test(definition)).map(([type]) => type)

/** The names of rooms, by id, with at most one query for each type. */
export async function namesOf(
  rooms: (NamableRoom & Pick<Room, "type">)[],
): Promise<Map<number, RoomNames>> {
  const [first, ...others] = rooms
  if (first && others.length === 0) return roomType(first.type).names([first])
  const byType = Map.groupBy(rooms, ({ type }) => type)
  const names = await Promise.all([...byType].map(([type, some]) => roomType(type).names(some)))
  return new Map(names.flatMap((some) => [...some]))
}

/** Whether a member may rename and convert the room, choose its members and mention everyone. */
export const mayChangeRoom = (
  user: Pick<User, "id" | "role">,
  room: Pick<Room, "type" | "creator_id">,
) => roomType(room.type).mayChange(user, room)

export const mayDeleteRoom = (
  user: Pick<User, "id" | "role">,
  room: Pick<Room, "type" | "creator_id">,
) => roomType(room.type).mayDelete(user, room)
