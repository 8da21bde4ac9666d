import { now, transaction } from "../platform/database/database"
import { NotFound } from "../platform/http/errors"

type Person = { id: number }
type Message = { id: number }

/**
 * Keeps `message` for `person`; one that is kept already stays where it is on their list. Nobody
 * else sees any of it, so nothing is touched or announced.
 *
 * @throws {NotFound} when the message is gone
 */
export function saveMessage(person: Person, message: Message) {
  return transaction(async (trx) => {
    const time = now()
    // Locked while it is saved, for between a look and a write it may go.
    const there = await trx
      .updateTable("messages")
      .set(({ ref }) => ({ updated_at: ref("updated_at") }))
      .where("id", "=", message.id)
      .returning("id")
      .executeTakeFirst()
    if (!there) throw new NotFound()
    await trx
      .insertInto("saved_messages")
      .values({ user_id: person.id, message_id: message.id, created_at: time, updated_at: time })
      .onConflict((conflict) => conflict.columns(["user_id", "message_id"]).doNothing())
      .execute()
  })
}

export function unsaveMessage(person: Person, message: Message) {
  return transaction((trx) =>
    trx
      .deleteFrom("saved_messages")
      .where("user_id", "=", person.id)
      .where("message_id", "=", message.id)
      .execute(),
  )
}
