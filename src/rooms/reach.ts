import { type Argument, database, prepared } from "../platform/database/database"
import { rowId } from "../platform/http/form"
import type { User } from "../users/user"
import { listedRooms } from "./listed-rooms"
import type { Membership, Room } from "./table"
import { roomType } from "./types/registry"

/** A room and the viewer's membership. */
export type ReachedRoom = Room & {
  /** The name that is the same for everyone, also for a room without a stored name. */
  display_name: string
  /** The name for this viewer: a direct room is named after its other members. */
  own_name: string
  /** The viewer's membership; in a child room they need not have one. */
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

/** @param id from the request, not validated */
export async function reachRoom(viewer: Pick<User, "id">, id: string): Promise<ReachedRoom | null> {
  const room_id = rowId(id)
  if (room_id === null) return null
  const [row] = await roomAndMembership({ user_id: viewer.id, room_id })
  if (!row) return null
  const { membership_id, involvement, unread_at, ...room } = row
  return reachedRoom(room, viewer, { id: membership_id, involvement, unread_at })
}

type FoundMembership = {
  id: number | null
  involvement: Membership["involvement"] | null
  unread_at: Membership["unread_at"]
}

/** @param membership the viewer's, with nulls when they have none in a child room */
export async function reachedRoom(
  room: Room,
  viewer: Pick<User, "id">,
  { id, involvement, unread_at }: FoundMembership,
): Promise<ReachedRoom> {
  return {
    ...room,
    ...(await namesFor(room, viewer)),
    membership: { id, user_id: viewer.id, involvement: involvement ?? "nothing", unread_at },
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
  const names = (await roomType(room.type).names([room])).get(room.id)
  return { display_name: names?.display_name ?? "", own_name: names?.ownName(viewer) ?? "" }
}

/** The last opened room if the viewer may still enter it, else their oldest one. */
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
