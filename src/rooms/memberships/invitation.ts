import { transaction } from "../../platform/database/database"
import { ValidationError } from "../../platform/http/errors"
import type { User } from "../../users/user"
import { announceChange } from "../broadcasts"
import type { Room } from "../table"
import { touchRoom } from "../touch"
import { mayChangeRoom, roomType } from "../types/registry"
import { activeIds, grant, lockEntrance } from "./members"

/**
 * Gives `guests` places in a closed room, and shows it in their sidebars.
 *
 * @returns those who had none before
 * @throws {ValidationError} when the type of the room or the rights of `host` do not allow it
 * @throws {RoomGone}
 */
export async function inviteTo(
  { id }: Pick<Room, "id">,
  host: Pick<User, "id" | "role">,
  guests: Pick<User, "id" | "name">[],
): Promise<Pick<User, "id" | "name">[]> {
  return transaction(async (trx) => {
    await lockEntrance(trx)
    await touchRoom(trx, { id })
    const room = await trx
      .selectFrom("rooms")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirstOrThrow()
    refuseWhereNobodyIsInvited(room, host)
    const active = await activeIds(
      trx,
      guests.map((guest) => guest.id),
    )
    const granted = await grant(trx, room, [...active])
    announceChange(trx, room, room, { granted, kept: [], revoked: [] })
    return guests.filter((guest) => granted.includes(guest.id))
  })
}

function refuseWhereNobodyIsInvited(room: Room, host: Pick<User, "id" | "role">) {
  const { cannotInvite } = roomType(room.type).texts
  if (cannotInvite !== null) throw new ValidationError(cannotInvite)
  if (!mayChangeRoom(host, room))
    throw new ValidationError(
      "Nobody was invited: only the room’s creator and administrators can invite people.",
    )
}
