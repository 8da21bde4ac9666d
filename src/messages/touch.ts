import type { Micros, Trx } from "../platform/database/database"
import { touchRoom } from "../rooms/room"

/**
 * Records a visible change around a message: a boost, a pin or a reply. It invalidates the cached
 * HTML.
 *
 * @returns the time of the change
 * @throws {RoomGone}
 */
export const touchMessage = (trx: Trx, message: { id: number; room_id: number }): Promise<Micros> =>
  touchMessages(trx, { id: message.room_id }, [message.id])

/** Touches several messages of one room. */
export async function touchMessages(
  trx: Trx,
  room: { id: number },
  ids: number[],
): Promise<Micros> {
  const time = await touchRoom(trx, room)
  await trx.updateTable("messages").set({ updated_at: time }).where("id", "in", ids).execute()
  return time
}
