import type { StoredBlob } from "../../platform/files/file"
import type { User } from "../../users/user"
import { reachableMessages } from "../reach"
import { keyIn } from "./paths"

/**
 * The file, if `viewer` may read its message. A path that somebody else shared gives them nothing.
 */
export async function reachFile(
  viewer: Pick<User, "id">,
  signed_id: string,
): Promise<StoredBlob | null> {
  const key = keyIn(signed_id)
  if (key === null) return null
  const found = await reachableMessages(viewer)
    .innerJoin("blobs", "blobs.id", "messages.attachment_id")
    .selectAll("blobs")
    .where("blobs.key", "=", key)
    .executeTakeFirst()
  return found ?? null
}

/** The thumbnail of such a file. */
export async function reachPreview(
  viewer: Pick<User, "id">,
  signed_id: string,
): Promise<StoredBlob | null> {
  const key = keyIn(signed_id)
  if (key === null) return null
  const found = await reachableMessages(viewer)
    .innerJoin("blobs", "blobs.id", "messages.attachment_id")
    .innerJoin("blobs as previews", "previews.id", "blobs.preview_id")
    .selectAll("previews")
    .where("blobs.key", "=", key)
    .executeTakeFirst()
  return found ?? null
}
