import type { Reader, Trx } from "../platform/database/database"

/**
 * Some of the answers to `messages`. Removing a message lets its answers fall with it, and with them
 * what is found through them: whoever removes it takes them first.
 */
export function answersTo(db: Reader | Trx, messages: { id: number }[], limit: number) {
  return db
    .selectFrom("messages")
    .select("id")
    .where(
      "thread_id",
      "in",
      messages.map(({ id }) => id),
    )
    .limit(limit)
    .execute()
}
