import { type Message, touchMessage } from "../messages/message"
import { broadcast } from "../platform/cable/cable"
import { afterCommit, type Trx, transaction } from "../platform/database/database"
import { NotFound, ValidationError } from "../platform/http/errors"
import { messagesStream } from "../rooms/room"
import { countPins, roomOfPins } from "./list"
import { pinChanged } from "./streams"

const MAX_PINS = 100

type Pinnable = Pick<Message, "id" | "room_id" | "client_message_id">

/**
 * Pins `message` to its room. Idempotent: a pin that exists stays unchanged.
 *
 * @returns the Turbo Streams that are broadcast to the room
 * @throws {NotFound} when the message or its room was removed
 * @throws {ValidationError} when the room has the maximum of pins
 */
export function pinMessage(message: Pinnable, user: { id: number; name: string }) {
  return transaction(async (trx) => {
    const time = await touchMessage(trx, message)
    const room = await roomOfPins(trx, message)
    await refuseTooMany(trx, room, message)
    const pinned = await trx
      .insertInto("pins")
      .values({
        room_id: room.id,
        message_id: message.id,
        user_id: user.id,
        created_at: time,
        updated_at: time,
      })
      .onConflict((conflict) => conflict.column("message_id").doNothing())
      .returning("id")
      .executeTakeFirst()
    return broadcastPins(trx, message, pinned ? user.name : await pinnerOf(trx, message))
  })
}

/** Unpins `message`. Every member may, not only the user who pinned it. */
export function unpinMessage(message: Pinnable) {
  return transaction(async (trx) => {
    await touchMessage(trx, message)
    await trx.deleteFrom("pins").where("message_id", "=", message.id).execute()
    return broadcastPins(trx, message, null)
  })
}

// The count is that of the access room; the message may be in a thread of it.
async function broadcastPins(trx: Trx, message: Pinnable, pinner: string | null) {
  const room = await roomOfPins(trx, message)
  const streams = pinChanged(message, room, pinner, await countPins(room, trx))
  afterCommit(trx, () => {
    for (const id of new Set([message.room_id, room.id])) broadcast(messagesStream({ id }), streams)
  })
  return streams
}

async function pinnerOf(trx: Trx, message: Pinnable) {
  const { name } = await trx
    .selectFrom("pins")
    .innerJoin("users", "users.id", "pins.user_id")
    .where("pins.message_id", "=", message.id)
    .select("users.name")
    .executeTakeFirstOrThrow()
  return name
}

// The transaction holds the lock of the room's row (touchMessage), so the count can't change before
// the insert.
async function refuseTooMany(trx: Trx, room: { id: number }, message: Pinnable) {
  const found = await trx
    .selectFrom("messages")
    .select("id")
    .where("id", "=", message.id)
    .executeTakeFirst()
  if (!found) throw new NotFound()
  if ((await countPins(room, trx)) >= MAX_PINS)
    throw new ValidationError(`This room already has ${MAX_PINS} pinned messages. Unpin one first.`)
}
