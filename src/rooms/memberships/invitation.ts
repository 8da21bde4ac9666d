import { transaction } from "../../platform/database/database"
import { ValidationError } from "../../platform/http/errors"
import type { User } from "../../users/user"
import { announceChange } from "../broadcasts"
import { mayChange } from "../rights"
import type { Room } from "../table"
import { touchRoom } from "../touch"
import { activeIds, grant, lockEntrance } from "./members"

type Guest = { id: number; name: string }

/**
 * Gives `guests` places in a closed room, and shows it in their sidebars.
 *
 * @returns those who had none before
 * @throws {ValidationError} when everybody is in it anyway, nobody else can be, or `host` may not say who is
 * @throws {RoomGone}
 */
export async function inviteTo(
  { id }: Pick<Room, "id">,
  host: Pick<User, "id" | "role">,
  guests: Guest[],
): Promise<Guest[]> {
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
  if (room.type === "direct")
    throw new ValidationError("Nobody was invited: a ping stays between those it began with.")
  if (room.type === "open")
    throw new ValidationError("Nobody was invited: this room is open, and everybody is in it.")
  if (!mayChange(host, room))
    throw new ValidationError("Nobody was invited: whoever made this room says who is in it.")
}
