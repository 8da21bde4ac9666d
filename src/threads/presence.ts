import { type Micros, now, seconds, transaction } from "../platform/database/database"
import { holdRoot } from "./reach"

/** Whoever was seen within this time reads along; nobody has to be told that a tab crashed. */
const READING = seconds(60)

/** Who was seen after the result reads along at `time`. */
export const readersSince = (time: Micros) => time - READING

export type Place = { message_id: number; user_id: number }

/** A tab shows the thread to somebody, or still does: `id` is that tab's own. */
export async function readAlong(id: string, { message_id, user_id }: Place) {
  const seen_at = now()
  await transaction(async (trx) => {
    if (!(await holdRoot(trx, { id: message_id }))) return
    await trx
      .deleteFrom("thread_presences")
      .where("message_id", "=", message_id)
      .where("seen_at", "<", readersSince(seen_at))
      .execute()
    await trx
      .insertInto("thread_presences")
      .values({ id, message_id, user_id, seen_at })
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ seen_at }))
      .execute()
  })
}

/** A tab went, or into the background: from now on nobody reads there. */
export async function lookAway(id: string) {
  await transaction((trx) => trx.deleteFrom("thread_presences").where("id", "=", id).execute())
}
