import type { Micros, Trx } from "../database/database"
import { touchRoom } from "../rooms/room"

/**
 * Something around a message has changed that everybody sees: a boost, a pin, an answer. It is drawn
 * anew wherever it is shown next.
 *
 * @returns the time of the change
 * @throws {RoomGone}
 */
export async function touchMessage(
  trx: Trx,
  message: { id: number; room_id: number },
): Promise<Micros> {
  const time = await touchRoom(trx, { id: message.room_id })
  await trx.updateTable("messages").set({ updated_at: time }).where("id", "=", message.id).execute()
  return time
}
