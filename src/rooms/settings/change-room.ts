import { type Trx, transaction } from "../../platform/database/database"
import { ValidationError } from "../../platform/http/errors"
import { announceChange } from "../broadcasts"
import type { SharedRoomDraft } from "../lifecycle"
import { activeIds, lockEntrance, revise } from "../memberships/members"
import type { Room } from "../table"
import { touchRoom } from "../touch"
import { roomType } from "../types/registry"

/**
 * Renames the room, opens or closes it, and changes its members in one transaction. Concurrent
 * changes are serialized.
 *
 * @throws {ValidationError} when no member would be left, or for a direct room, whose members must
 *   stay the same
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
      "A room needs somebody in it. Choose at least one person.",
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
