import { type Argument, database, prepared } from "../platform/database/database"
import { rowId } from "../platform/http/form"
import type { User } from "../users/user"
import { listedRooms } from "./listed-rooms"
import type { Membership, Room } from "./table"
import { namesOf, roomType } from "./types/registry"

/** A room and the viewer's own place in it. */
export type ReachedRoom = Room & {
  /** What everybody calls it, also where it has no name of its own. */
  display_name: string
  /** What this viewer calls it: a talk between a few goes by the others' names. */
  own_name: string
  /** The viewer's own; one who may enter a child room need not be a member of it. */
  membership: Pick<Membership, "user_id" | "involvement" | "unread_at"> & { id: number | null }
}

/** The rooms that `viewer` may enter, through the membership of the room that grants it. */
export function reachableRooms(viewer: Pick<User, "id">, db = database()) {
  return db
    .selectFrom("rooms")
    .innerJoin("memberships as access", "access.room_id", "rooms.access_room_id")
    .where("access.user_id", "=", viewer.id)
    .where("rooms.deleted_at", "is", null)
}

/** @param id as it came from outside */
export async function reachRoom(viewer: Pick<User, "id">, id: string): Promise<ReachedRoom | null> {
  const room_id = rowId(id)
  if (room_id === null) return null
  const [row] = await roomAndMembership({ user_id: viewer.id, room_id })
  if (!row) return null
  const { membership_id, involvement, unread_at, ...room } = row
  return {
    ...room,
    ...(await namesFor(room, viewer)),
    membership: {
      id: membership_id,
      user_id: viewer.id,
      involvement: involvement ?? "nothing",
      unread_at,
    },
  }
}

/** The room that grants entry to `room`, which is mostly the room itself. */
export async function reachAccessRoom(
  viewer: Pick<User, "id">,
  room: ReachedRoom,
): Promise<ReachedRoom> {
  if (room.root_room_id === null) return room
  return (await reachRoom(viewer, String(room.root_room_id))) ?? room
}

/** A room that the settings pages of open and closed rooms serve. */
export const reachSharedRoom = reachBySettings("shared")

export const reachDirectRoom = reachBySettings("direct")

function reachBySettings(pages: "shared" | "direct") {
  return async (viewer: Pick<User, "id">, id: string) => {
    const room = await reachRoom(viewer, id)
    return room && roomType(room.type).settings?.pages === pages ? room : null
  }
}

async function namesFor(room: Room, viewer: Pick<User, "id">) {
  const names = (await namesOf([room])).get(room.id)
  return { display_name: names?.display_name ?? "", own_name: names?.ownName(viewer) ?? "" }
}

/** The room that was open last if it still can be, else the viewer's oldest. */
export async function lastRoomOf(viewer: Pick<User, "id">, lastId: string | undefined) {
  const last = lastId === undefined ? null : await reachRoom(viewer, lastId)
  return last ?? (await oldestRoomOf(viewer))
}

export function newestRoomOf(viewer: Pick<User, "id">) {
  return listedRooms(viewer)
    .selectAll("rooms")
    .orderBy("rooms.id", "desc")
    .limit(1)
    .executeTakeFirst()
}

function oldestRoomOf(viewer: Pick<User, "id">) {
  return listedRooms(viewer)
    .selectAll("rooms")
    .orderBy("rooms.created_at")
    .limit(1)
    .executeTakeFirst()
}

const roomAndMembership = prepared((db, argument: Argument<{ user_id: number; room_id: number }>) =>
  reachableRooms({ id: argument("user_id") }, db)
    .leftJoin("memberships", (join) =>
      join
        .onRef("memberships.room_id", "=", "rooms.id")
        .onRef("memberships.user_id", "=", "access.user_id"),
    )
    .where("rooms.id", "=", argument("room_id"))
    .selectAll("rooms")
    .select([
      "memberships.id as membership_id",
      "memberships.involvement",
      "memberships.unread_at",
    ]),
)
