import { transaction } from "../../platform/database/database"
import { ValidationError } from "../../platform/http/errors"
import type { User } from "../../users/user"
import { announceChange } from "../broadcasts"
import type { Room } from "../table"
import { touchRoom } from "../touch"
import { mayChangeRoom, roomType } from "../types/registry"
import { activeIds, grant, lockEntrance } from "./members"

/**
 * Adds `users` to a closed room and to its rows in their sidebars.
 *
 * @returns the new members
 * @throws {ValidationError} when the room's type or the rights of `inviter` don't allow it
 * @throws {RoomGone}
 */
export async function inviteTo(
  { id }: Pick<Room, "id">,
  inviter: Pick<User, "id" | "role">,
  users: Pick<User, "id" | "name">[],
): Promise<Pick<User, "id" | "name">[]> {
  return transaction(async (trx) => {
    await lockEntrance(trx)
    await touchRoom(trx, { id })
    const room = await trx
      .selectFrom("rooms")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirstOrThrow()
    requireInviter(room, inviter)
    const active = await activeIds(
      trx,
      users.map((user) => user.id),
    )
    const granted = await grant(trx, room, [...active])
    announceChange(trx, room, room, { granted, kept: [], revoked: [] })
    return users.filter((user) => granted.includes(user.id))
  })
}

function requireInviter(room: Room, inviter: Pick<User, "id" | "role">) {
  const { cannotInvite } = roomType(room.type).texts
  if (cannotInvite !== null) throw new ValidationError(cannotInvite)
  if (!mayChangeRoom(inviter, room))
    throw new ValidationError("Only administrators and the room’s creator can invite people here.")
}
