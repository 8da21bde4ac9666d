import { transaction } from "../platform/database/database"
import { dropAttachments } from "./attachments/attachment"
import { unindexMessages } from "./search-index/search-entry"

const AT_ONCE = 500

/**
 * Takes away some messages of a room that was removed; nobody can see them any more.
 *
 * @returns whether any may be left
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
