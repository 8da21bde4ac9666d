import type { Trx } from "../../platform/database/database"
import { purgeBlob } from "../../platform/files/file"

/** Enqueues the deletion of the messages' files. Call it before the messages are deleted. */
export async function dropAttachments(trx: Trx, ids: number[]) {
  const files = await trx
    .selectFrom("messages")
    .select("attachment_id")
    .where("id", "in", ids)
    .where("attachment_id", "is not", null)
    .execute()
  for (const { attachment_id } of files)
    if (attachment_id !== null) await purgeBlob(trx, attachment_id)
}
