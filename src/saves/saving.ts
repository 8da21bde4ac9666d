import { now, transaction } from "../platform/database/database"
import { NotFound } from "../platform/http/errors"

type UserRef = { id: number }
type MessageRef = { id: number }

/**
 * Saves `message` for `user`. Idempotent: a message that is saved already keeps its position. No
 * other user sees it, so nothing is broadcast and the message's version stays.
 *
 * @throws {NotFound} when the message was removed
 */
export function saveMessage(user: UserRef, message: MessageRef) {
  return transaction(async (trx) => {
    const time = now()
    // An UPDATE that changes nothing locks the row, so the message can't be removed meanwhile.
    const locked = await trx
      .updateTable("messages")
      .set(({ ref }) => ({ updated_at: ref("updated_at") }))
      .where("id", "=", message.id)
      .returning("id")
      .executeTakeFirst()
    if (!locked) throw new NotFound()
    await trx
      .insertInto("saved_messages")
      .values({ user_id: user.id, message_id: message.id, created_at: time, updated_at: time })
      .onConflict((conflict) => conflict.columns(["user_id", "message_id"]).doNothing())
      .execute()
  })
}

export function unsaveMessage(user: UserRef, message: MessageRef) {
  return transaction((trx) =>
    trx
      .deleteFrom("saved_messages")
      .where("user_id", "=", user.id)
      .where("message_id", "=", message.id)
      .execute(),
  )
}
