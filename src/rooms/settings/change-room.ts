import { type Trx, transaction } from "../../platform/database/database"
import { ValidationError } from "../../platform/http/errors"
import { announceChange } from "../broadcasts"
import type { SharedRoomDraft } from "../lifecycle"
import { activeIds, lockEntrance, revise } from "../memberships/members"
import type { Room } from "../table"
import { touchRoom } from "../touch"
import { roomType } from "../types/registry"

/**
 * Renames the room, opens or closes it, and gives and takes places in it: all of it or nothing, and
 * of two people who do so at once, one after the other.
 *
 * @throws {ValidationError} when nobody would be left in it, or when it is a direct room: whoever talks
 *   there agreed to do so in private
 * @throws {RoomGone}
 */
export async function changeRoom(room: Pick<Room, "id">, settings: SharedRoomDraft) {
  await transaction(async (trx) => {
    await lockEntrance(trx)
    await touchRoom(trx, room)
    const before = await roomRow(trx, room)
    const { cannotChange } = roomType(before.type).texts
    if (cannotChange !== null) throw new ValidationError(cannotChange, {}, 403)

    const after = await settle(trx, room, settings)
    const revision = await revise(trx, after, await membersOf(trx, settings))
    announceChange(trx, before, after, revision)
  })
}

async function membersOf(trx: Trx, settings: SharedRoomDraft) {
  if (settings.people === "everyone") return settings.people
  const people = [...(await activeIds(trx, settings.people))]
  if (people.length === 0)
    throw new ValidationError(
      "A room needs somebody in it: choose one person at least.",
      "user_ids",
    )
  return people
}

const settle = (trx: Trx, room: Pick<Room, "id">, { type, name }: SharedRoomDraft) =>
  trx
    .updateTable("rooms")
    .set({ type, name })
    .where("id", "=", room.id)
    .returningAll()
    .executeTakeFirstOrThrow()

const roomRow = (trx: Trx, room: Pick<Room, "id">) =>
  trx.selectFrom("rooms").selectAll().where("id", "=", room.id).executeTakeFirstOrThrow()
