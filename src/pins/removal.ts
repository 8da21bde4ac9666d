import { broadcast } from "../platform/cable/cable"
import { afterCommit, type Trx } from "../platform/database/database"
import { messagesStream } from "../rooms/room"
import { countPins } from "./list"
import { pinsCounted } from "./streams"

/**
 * Runs before `messages` are deleted; their pins are deleted by the foreign key, and those of the
 * replies in their threads here.
 *
 * @returns a function that broadcasts the room's new number of pins, to call after the deletion
 */
export async function unpinRemoved(trx: Trx, messages: { id: number }[]) {
  const room = await roomOf(trx, messages)
  const before = room ? await countPins(room, trx) : 0
  return async () => {
    if (!room || before === 0) return
    await unpinHidden(trx, room)
    const count = await countPins(room, trx)
    if (count === before) return
    const streams = pinsCounted(room, count)
    afterCommit(trx, () => broadcast(messagesStream(room), streams))
  }
}

// A thread that lost its message is hidden, and a job deletes its replies later.
async function unpinHidden(trx: Trx, room: { id: number }) {
  await trx
    .deleteFrom("pins")
    .where("message_id", "in", (hidden) =>
      hidden
        .selectFrom("pins")
        .innerJoin("messages", "messages.id", "pins.message_id")
        .innerJoin("rooms", "rooms.id", "messages.room_id")
        .select("messages.id")
        .where("pins.room_id", "=", room.id)
        .where("rooms.deleted_at", "is not", null),
    )
    .execute()
}

function roomOf(trx: Trx, messages: { id: number }[]) {
  return trx
    .selectFrom("messages")
    .innerJoin("rooms", "rooms.id", "messages.room_id")
    .select("rooms.access_room_id as id")
    .where(
      "messages.id",
      "in",
      messages.map(({ id }) => id),
    )
    .limit(1)
    .executeTakeFirst()
}
