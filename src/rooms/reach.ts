import { type Argument, database, prepared } from "../platform/database/database"
import { rowId } from "../platform/http/row-id"
import { listedRooms } from "./listed-rooms"
import type { Membership, Room } from "./table"
import { namesOf, roomType } from "./types/registry"
import type { RoomTypeDefinition } from "./types/room-type"

/** A room and the person's own place in it. */
export type ReachedRoom = Room & {
  /** What everybody calls it, also where it has no name of its own. */
  display_name: string
  /** What this person calls it: a talk between a few goes by the others' names. */
  own_name: string
  membership: Pick<Membership, "id" | "involvement" | "unread_at">
}

type Person = { id: number }

/** The rooms that `person` is a member of: for them there are no others. */
export function reachableRooms(person: Person) {
  return database()
    .selectFrom("rooms")
    .innerJoin("memberships", "memberships.room_id", "rooms.id")
    .where("memberships.user_id", "=", person.id)
}

/** @param id as it came from outside */
export async function reachRoom(person: Person, id: string): Promise<ReachedRoom | null> {
  const room_id = rowId(id)
  if (room_id === null) return null
  const [row] = await roomAndMembership({ user_id: person.id, room_id })
  if (!row) return null
  const { membership_id, involvement, unread_at, ...room } = row
  return {
    ...room,
    ...(await namesFor(room, person)),
    membership: { id: membership_id, involvement, unread_at },
  }
}

/** A room that the settings pages of open and closed rooms serve. */
export const reachSharedRoom = reachBySettings("shared")

export const reachDirectRoom = reachBySettings("direct")

function reachBySettings(pages: RoomTypeDefinition["settings"]) {
  return async (person: Person, id: string) => {
    const room = await reachRoom(person, id)
    return room && roomType(room.type).settings === pages ? room : null
  }
}

async function namesFor(room: Room, viewer: Person) {
  const names = (await namesOf([room])).get(room.id)
  return { display_name: names?.display_name ?? "", own_name: names?.ownName(viewer) ?? "" }
}

/** The room that was open last if it still can be, else the person's oldest. */
export async function lastRoomOf(person: Person, lastId: string | undefined) {
  const last = lastId === undefined ? null : await reachRoom(person, lastId)
  return last ?? (await oldestRoomOf(person))
}

export function newestRoomOf(person: Person) {
  return listedRooms(person)
    .selectAll("rooms")
    .orderBy("rooms.id", "desc")
    .limit(1)
    .executeTakeFirst()
}

function oldestRoomOf(person: Person) {
  return listedRooms(person)
    .selectAll("rooms")
    .orderBy("rooms.created_at")
    .limit(1)
    .executeTakeFirst()
}

const roomAndMembership = prepared((db, argument: Argument<{ user_id: number; room_id: number }>) =>
  db
    .selectFrom("memberships")
    .innerJoin("rooms", "rooms.id", "memberships.room_id")
    .where("memberships.user_id", "=", argument("user_id"))
    .where("memberships.room_id", "=", argument("room_id"))
    .selectAll("rooms")
    .select([
      "memberships.id as membership_id",
      "memberships.involvement",
      "memberships.unread_at",
    ]),
)
