import { type Message, touchMessage } from "../messages/message"
import { broadcast } from "../platform/cable/cable"
import { afterCommit, type Trx, transaction } from "../platform/database/database"
import { NotFound, ValidationError } from "../platform/http/errors"
import { messagesStream } from "../rooms/room"
import type { User } from "./boost-item"
import { boostAppended } from "./streams"

/** Each is drawn wherever its message is, so a message has an end. */
const MOST_BOOSTS = 400

type Boosted = Pick<Message, "id" | "room_id" | "client_message_id">

/**
 * Boosts `message`; the same again is one more boost.
 *
 * @param content as `readBoost` gives it
 * @throws {NotFound} when the message or its room is gone
 * @throws {ValidationError} when the message can't hold more
 */
export function boostMessage(message: Boosted, booster: User, content: string) {
  return transaction(async (trx) => {
    const time = await touchMessage(trx, message)
    await refuseTooMany(trx, message)
    const boost = await trx
      .insertInto("boosts")
      .values({
        message_id: message.id,
        booster_id: booster.id,
        content,
        created_at: time,
        updated_at: time,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const appended = boostAppended(message, { ...boost, booster })
    afterCommit(trx, () => broadcast(messagesStream({ id: message.room_id }), appended))
    return boost
  })
}

// Whoever counts has touched the room first, so nobody else boosts here meanwhile.
async function refuseTooMany(trx: Trx, message: Boosted) {
  const counted = await trx
    .selectFrom("messages")
    .select(({ selectFrom }) =>
      selectFrom("boosts")
        .whereRef("boosts.message_id", "=", "messages.id")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .as("boosts"),
    )
    .where("id", "=", message.id)
    .executeTakeFirst()
  if (!counted) throw new NotFound()
  if (Number(counted.boosts) >= MOST_BOOSTS)
    throw new ValidationError(
      `Not boosted: this message has ${MOST_BOOSTS} boosts already. Somebody likes it!`,
      "boost[content]",
    )
}
