import { type Message, touchMessage } from "../messages/message"
import { broadcast } from "../platform/cable/cable"
import { afterCommit, type Trx, transaction } from "../platform/database/database"
import { NotFound, ValidationError } from "../platform/http/errors"
import { messagesStream } from "../rooms/room"
import { boostAppended, type User } from "./boost-item"

// All boosts are rendered with their message, so their number is limited.
const MAX_BOOSTS = 400

type Boosted = Pick<Message, "id" | "room_id" | "client_message_id">

/**
 * Adds a boost to `message`, also when the user has added the same before.
 *
 * @param content as `parseBoost` returns it
 * @throws {NotFound} when the message or its room was removed
 * @throws {ValidationError} when the message has the maximum of boosts
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

// The transaction holds the lock of the room's row (touchMessage), so the count can't change before
// the insert.
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
  if (Number(counted.boosts) >= MAX_BOOSTS)
    throw new ValidationError(
      `This message already has ${MAX_BOOSTS} boosts. Delete one of yours to add another.`,
      "boost[content]",
    )
}
