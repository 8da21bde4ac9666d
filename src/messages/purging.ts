import { transaction } from "../platform/database/database"
import { dropAttachments } from "./attachments/attachment"
import { unindexMessages } from "./search-index/search-entry"

const AT_ONCE = 500

/**
 * Deletes a batch of messages of a removed room.
 *
 * @returns whether messages may remain
 */
export function purgeMessages(room_id: number): Promise<boolean> {
  return transaction(async (trx) => {
    const some = await trx
      .selectFrom("messages")
      .select("id")
      .where("room_id", "=", room_id)
      .limit(AT_ONCE)
      .execute()
    if (some.length === 0) return false

    const ids = some.map(({ id }) => id)
    await unindexMessages(trx, ids)
    await dropAttachments(trx, ids)
    await trx.deleteFrom("messages").where("id", "in", ids).execute()
    return true
  })
}
