import { broadcast } from "../../platform/cable/cable"
import { afterCommit, now, type Trx, transaction } from "../../platform/database/database"
import { ValidationError } from "../../platform/http/errors"
import { rowPrepended, rowRemoved } from "../page/row-streams"
import { sidebarStream } from "../streams"
import type { Involvement, Membership, Room, RoomType } from "../table"
import { RoomGone } from "../touch"
import { roomType } from "../types/registry"
import { grant } from "./members"

/** The involvement that the button of a room sets next. */
export function nextInvolvement(type: RoomType, current: Involvement): Involvement {
  const cycle = roomType(type).involvements
  return cycle[(cycle.indexOf(current) + 1) % cycle.length] ?? current
}

type Reached = Pick<Room, "id" | "type" | "name" | "root_room_id" | "parent_message_id"> & {
  membership: Pick<Membership, "user_id">
}

/**
 * Sets the viewer's involvement in the room. A change to or from invisible removes the room from
 * their sidebar, or adds it.
 *
 * @param wish from the request, not validated
 * @throws {ValidationError} when the room's type has no such involvement
 * @throws {RoomGone}
 */
export async function involve(room: Reached, wish: string | undefined) {
  const type = roomType(room.type)
  const involvement = type.involvements.find((each) => each === wish)
  if (!involvement)
    throw new ValidationError(
      "This room has no such notification setting. Choose another one.",
      "involvement",
    )

  await transaction(async (trx) => {
    const before = await lockMembership(trx, room)
    await trx.updateTable("memberships").set({ involvement }).where("id", "=", before.id).execute()
    if (type.list === null) return clearUnread(trx, room, before)
    const [hidden, hides] = [before.involvement === "invisible", involvement === "invisible"]
    if (hidden === hides) return
    const change = hides
      ? rowRemoved(room)
      : rowPrepended(room, { unread: before.unread_at !== null })
    afterCommit(trx, () => broadcast(sidebarStream(before.user_id), change))
  })
}

// The update takes the row lock, so concurrent changes from two tabs see each other's result.
async function lockMembership(trx: Trx, room: Reached) {
  const { user_id } = room.membership
  if (room.root_room_id !== null) {
    await lockAccess(trx, room.root_room_id, user_id)
    await grant(trx, room, [user_id])
  }
  const membership = await trx
    .updateTable("memberships")
    .set({ updated_at: now() })
    .where("room_id", "=", room.id)
    .where("user_id", "=", user_id)
    .returningAll()
    .executeTakeFirst()
  if (!membership) throw notMember()
  return membership
}

// Locks out a concurrent revocation, which then also deletes the new membership.
async function lockAccess(trx: Trx, room_id: number, user_id: number) {
  const locked = await trx
    .updateTable("memberships")
    .set(({ ref }) => ({ updated_at: ref("updated_at") }))
    .where("room_id", "=", room_id)
    .where("user_id", "=", user_id)
    .returning("id")
    .executeTakeFirst()
  if (!locked) throw notMember()
}

const notMember = () => new RoomGone("You are no longer in this room.")

// A user who sets the involvement in a child room has it open.
async function clearUnread(trx: Trx, room: Reached, { id, user_id }: Membership) {
  await trx.updateTable("memberships").set({ unread_at: null }).where("id", "=", id).execute()
  afterCommit(trx, () => roomType(room.type).tellRead(room, user_id))
}
