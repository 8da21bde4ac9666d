import type { User } from "../../users/user"
import { listedRooms } from "../listed-rooms"
import { namesOf } from "../types/registry"
import type { RoomNames } from "../types/room-type"
import { directory, type Listed } from "./directory"
import { bestFits, fold } from "./switcher-match"

/** As many as a browser gets at once, to find among them without asking again. */
export const MOST_AT_ONCE = 500

/** As many as anybody looks through; all rooms count, for the browser knows which were open last. */
const MOST_SHOWN = 100

export type SwitcherRoom = Awaited<ReturnType<typeof roomsOf>>[number]
export type Destination = SwitcherRoom | (Listed & { kind: "person" })

/**
 * Where `person` can go: their rooms, hidden ones too, by what happened in them last, then the
 * people they have no talk with yet.
 *
 * @returns `complete` when those are all that there are; else those that `query` finds
 */
export async function destinations(
  person: Pick<User, "id">,
  people_updated_at: number,
  query: string,
): Promise<{ found: Destination[]; complete: boolean }> {
  const rooms = await roomsOf(person)
  const all = [...rooms, ...withoutTalk(await directory(people_updated_at), rooms, person)]
  if (all.length <= MOST_AT_ONCE) return { found: all, complete: true }
  const most = query === "" ? Math.max(rooms.length, MOST_SHOWN) : MOST_SHOWN
  const found = bestFits(fold(query), all, ({ folded }) => folded)
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
    /** The others, when it is a talk between a few. */
    others,
  }
}

function withoutTalk(people: Listed[], rooms: SwitcherRoom[], person: Pick<User, "id">) {
  const known = rooms.flatMap(({ others }) => (others.length === 1 ? others : []))
  const left = new Set([person.id, ...known.map(({ id }) => id)])
  return people
    .filter(({ id }) => !left.has(id))
    .map((one) => ({ ...one, kind: "person" as const }))
}
