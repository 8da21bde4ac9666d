import { type Argument, database, prepared } from "../platform/database/database"
import { rowId } from "../platform/http/row-id"
import { ownName, sharedName } from "./direct/direct-names"
import { peopleIn } from "./direct/direct-people"
import type { Membership, Room } from "./table"

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

/** An open or closed room, which people look after; pings have doors of their own. */
export async function reachSharedRoom(person: Person, id: string) {
  const room = await reachRoom(person, id)
  return room?.type === "direct" ? null : room
}

export async function reachDirectRoom(person: Person, id: string) {
  const room = await reachRoom(person, id)
  return room?.type === "direct" ? room : null
}

async function namesFor(room: Room, viewer: Person) {
  if (room.type !== "direct") return { display_name: room.name ?? "", own_name: room.name ?? "" }
  const people = await peopleIn({ room_id: room.id })
  return { display_name: sharedName(people), own_name: ownName(people, viewer) }
}

/** The room that was open last if it still can be, else the person's oldest. */
export async function lastRoomOf(person: Person, lastId: string | undefined) {
  const last = lastId === undefined ? null : await reachRoom(person, lastId)
  return last ?? (await oldestRoomOf(person))
}

export function newestRoomOf(person: Person) {
  return reachableRooms(person)
    .selectAll("rooms")
    .orderBy("rooms.id", "desc")
    .limit(1)
    .executeTakeFirst()
}

function oldestRoomOf(person: Person) {
  return reachableRooms(person)
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
