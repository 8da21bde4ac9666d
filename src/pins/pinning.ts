import { type Message, touchMessage } from "../messages/message"
import { broadcast } from "../platform/cable/cable"
import { afterCommit, type Trx, transaction } from "../platform/database/database"
import { NotFound, ValidationError } from "../platform/http/errors"
import { messagesStream } from "../rooms/room"
import { countPins } from "./list"
import { pinChanged } from "./streams"

/** What is pinned is to be seen at a glance. */
const MOST_PINS = 100

type Pinnable = Pick<Message, "id" | "room_id" | "client_message_id">

/**
 * Pins `message` to its room, for everybody; one that is pinned already stays as it was.
 *
 * @returns the Turbo Streams that everybody in the room gets too
 * @throws {NotFound} when the message or its room is gone
 * @throws {ValidationError} when the room can't hold more
 */
export function pinMessage(message: Pinnable, person: { id: number; name: string }) {
  return transaction(async (trx) => {
    const time = await touchMessage(trx, message)
    await refuseTooMany(trx, message)
    const pinned = await trx
      .insertInto("pins")
      .values({
        room_id: message.room_id,
        message_id: message.id,
        user_id: person.id,
        created_at: time,
        updated_at: time,
      })
      .onConflict((conflict) => conflict.column("message_id").doNothing())
      .returning("id")
      .executeTakeFirst()
    return announce(trx, message, pinned ? person.name : await pinnerOf(trx, message))
  })
}

/** Takes `message` off the pins of its room, whoever pinned it. */
export function unpinMessage(message: Pinnable) {
  return transaction(async (trx) => {
    await touchMessage(trx, message)
    await trx.deleteFrom("pins").where("message_id", "=", message.id).execute()
    return announce(trx, message, null)
  })
}

async function announce(trx: Trx, message: Pinnable, pinner: string | null) {
  const room = { id: message.room_id }
  const streams = pinChanged(message, pinner, await countPins(room, trx))
  afterCommit(trx, () => broadcast(messagesStream(room), streams))
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

// Whoever counts has touched the room first, so nobody else pins here meanwhile.
async function refuseTooMany(trx: Trx, message: Pinnable) {
  const there = await trx
    .selectFrom("messages")
    .select("id")
    .where("id", "=", message.id)
    .executeTakeFirst()
  if (!there) throw new NotFound()
  if ((await countPins({ id: message.room_id }, trx)) >= MOST_PINS)
    throw new ValidationError(
      `Not pinned: this room has ${MOST_PINS} pinned messages, as many as it can. Unpin one first.`,
    )
}
