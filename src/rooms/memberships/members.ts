import { dropSubscriptions } from "../../platform/cable/cable"
import {
  type Argument,
  afterCommit,
  now,
  prepared,
  type Trx,
} from "../../platform/database/database"
import type { User } from "../../users/user"
import { listedRoomsOfType } from "../listed-rooms"
import { accessGrant } from "../streams"
import type { Room } from "../table"
import { roomType } from "../types/registry"

type InRoom = Pick<Room, "id">
type TypedRoom = Pick<Room, "id" | "type" | "root_room_id">

export type Revision = { granted: number[]; kept: number[]; revoked: number[] }

/** Adds a new user to every room that has all users as members. */
export async function joinOpenRooms(trx: Trx, user: Pick<User, "id">) {
  await lockEntrance(trx)
  const open = await listedRoomsOfType(({ members }) => members === "everyone", trx)
    .select(["id", "type", "root_room_id"])
    .execute()
  await insertMemberships(
    trx,
    open.map((room) => membership(room, user.id)),
  )
}

/**
 * Makes the active users among `people` the room's members, and revokes the other active ones.
 * Existing members keep their involvement and unread mark. A banned user keeps their membership for
 * the end of the ban, because no form lists them.
 *
 * @param people ids, or everyone
 */
export async function revise(
  trx: Trx,
  room: TypedRoom,
  people: number[] | "everyone",
): Promise<Revision> {
  const wanted = await activeIds(trx, people)
  const members = await activeMembers(trx, room)
  const revoked = [...members.difference(wanted)]
  const granted = await grant(trx, room, [...wanted.difference(members)])
  await revoke(trx, room, revoked)
  return { granted, kept: [...members.intersection(wanted)], revoked }
}

/** @returns the ids of the new members */
export async function grant(trx: Trx, room: TypedRoom, user_ids: number[]) {
  const granted = await insertMemberships(
    trx,
    user_ids.map((user_id) => membership(room, user_id)),
  )
  return granted.map(({ user_id }) => user_id)
}

/**
 * Deletes the memberships of the room and of all its children. After the commit every process ends
 * these users' subscriptions to them.
 */
export async function revoke(trx: Trx, room: InRoom, user_ids: number[]) {
  for (const some of chunks(user_ids)) {
    for (const column of ["room_id", "access_room_id"] as const)
      await trx
        .deleteFrom("memberships")
        .where(column, "=", room.id)
        .where("user_id", "in", some)
        .execute()
  }
  afterCommit(trx, () => {
    const grant = accessGrant({ access_room_id: room.id })
    for (const user_id of user_ids) dropSubscriptions(user_id, grant)
  })
}

/** @returns the ids of the active users among `people` */
export async function activeIds(trx: Trx, people: number[] | "everyone") {
  const active = await trx.selectFrom("users").select("id").where("status", "=", "active").execute()
  const ids = new Set(active.map(({ id }) => id))
  return people === "everyone" ? ids : ids.intersection(new Set(people))
}

/** The ids of all members of a room, active or not. */
export async function memberIds(room: InRoom): Promise<Set<number>> {
  const members = await membersOf({ room_id: room.id })
  return new Set(members.map(({ user_id }) => user_id))
}

const membersOf = prepared((db, argument: Argument<{ room_id: number }>) =>
  db.selectFrom("memberships").select("user_id").where("room_id", "=", argument("room_id")),
)

/**
 * Serializes sign-ups with changes of room types: otherwise a concurrent sign-up could miss a room
 * that opens. Take this lock first in both transactions.
 */
export async function lockEntrance(trx: Trx) {
  await trx
    .updateTable("accounts")
    .set(({ ref }) => ({ updated_at: ref("updated_at") }))
    .execute()
}

async function activeMembers(trx: Trx, room: InRoom) {
  const members = await trx
    .selectFrom("memberships")
    .innerJoin("users", "users.id", "memberships.user_id")
    .select("user_id")
    .where("room_id", "=", room.id)
    .where("users.status", "=", "active")
    .execute()
  return new Set(members.map(({ user_id }) => user_id))
}

const membership = ({ id, type, root_room_id }: TypedRoom, user_id: number) => ({
  room_id: id,
  user_id,
  access_room_id: root_room_id,
  involvement: roomType(type).involvements[0],
})

async function insertMemberships(trx: Trx, places: ReturnType<typeof membership>[]) {
  const time = now()
  const inserted: { user_id: number }[] = []
  for (const some of chunks(places)) {
    const rows = await trx
      .insertInto("memberships")
      .values(some.map((place) => ({ ...place, created_at: time, updated_at: time })))
      .onConflict((conflict) => conflict.columns(["room_id", "user_id"]).doNothing())
      .returning("user_id")
      .execute()
    inserted.push(...rows)
  }
  return inserted
}

const AT_ONCE = 1000

function chunks<T>(list: T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / AT_ONCE) }, (_, index) =>
    list.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  )
}
