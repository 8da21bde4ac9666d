import { fold } from "../../platform/text/fold"
import type { User } from "../../users/user"
import { listedRooms } from "../listed-rooms"
import { namesOf } from "../types/registry"
import type { RoomNames } from "../types/room-type"
import { directory, type Listed } from "./directory"
import { bestFits } from "./switcher-match"

/** The browser gets up to this many destinations, and filters them without another request. */
export const MOST_AT_ONCE = 500

/** The most results of a filter. Without a query the latest rooms count, which the browser sorts. */
const MOST_SHOWN = 100

export type SwitcherRoom = Awaited<ReturnType<typeof roomsOf>>[number]
export type Destination = SwitcherRoom | (Listed & { kind: "person" })

/**
 * The destinations of `person`: their rooms, including hidden ones, by last activity, then the users
 * without a direct room with them.
 *
 * @returns all destinations and `complete`, or the matches of `query`
 */
export async function destinations(
  person: Pick<User, "id">,
  people_updated_at: number,
  query: string,
): Promise<{ found: Destination[]; complete: boolean }> {
  const rooms = await roomsOf(person)
  const all = [...rooms, ...withoutDirect(await directory(people_updated_at), rooms, person)]
  if (all.length <= MOST_AT_ONCE) return { found: all, complete: true }
  const latest = Math.min(rooms.length, MOST_AT_ONCE)
  const most = query === "" ? Math.max(latest, MOST_SHOWN) : MOST_SHOWN
  const found = bestFits(fold(query.trim()), all, ({ folded }) => folded)
  return { found: found.slice(0, most), complete: false }
}

async function roomsOf(person: Pick<User, "id">) {
  const rooms = await listedRooms(person)
    .select(["rooms.id", "rooms.type", "rooms.name", "rooms.root_room_id", "memberships.unread_at"])
    .orderBy("rooms.updated_at", "desc")
    .execute()
  const names = await namesOf(rooms)
  return rooms.map((room) => toDestination(room, names.get(room.id), person))
}

type Row = { id: number; unread_at: number | null }

function toDestination(room: Row, names: RoomNames | undefined, person: Pick<User, "id">) {
  const name = names?.ownName(person) ?? ""
  const others = names?.people.filter(({ id }) => id !== person.id) ?? []
  return {
    kind: "room" as const,
    id: room.id,
    name,
    folded: fold(name),
    unread: room.unread_at !== null,
    /** The other members of a direct room. */
    others,
  }
}

function withoutDirect(people: Listed[], rooms: SwitcherRoom[], person: Pick<User, "id">) {
  const known = rooms.flatMap(({ others }) => (others.length === 1 ? others : []))
  const left = new Set([person.id, ...known.map(({ id }) => id)])
  return people
    .filter(({ id }) => !left.has(id))
    .map((one) => ({ ...one, kind: "person" as const }))
}
