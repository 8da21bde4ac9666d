import { touchMessages } from "../messages/message"
import { broadcast } from "../platform/cable/cable"
import { afterCommit, type Trx, transaction } from "../platform/database/database"
import { messagesStream } from "../rooms/room"
import { boostRemoved } from "./boost-item"
import type { Boost } from "./table"

type Removable = Pick<Boost, "id" | "message_id">

export const removeBoost = (message: { room_id: number }, boost: Removable) =>
  transaction((trx) => removeBoostsTogether(trx, { id: message.room_id }, [boost]))

/**
 * Deletes boosts of one room and broadcasts it.
 *
 * @throws {RoomGone}
 */
export async function removeBoostsTogether(trx: Trx, room: { id: number }, boosts: Removable[]) {
  await touchMessages(
    trx,
    room,
    boosts.map(({ message_id }) => message_id),
  )
  const removed = await trx
    .deleteFrom("boosts")
    .where(
      "id",
      "in",
      boosts.map(({ id }) => id),
    )
    .returning("id")
    .execute()
  if (removed.length === 0) return
  afterCommit(trx, () => broadcast(messagesStream(room), removed.map(boostRemoved).join("")))
}
