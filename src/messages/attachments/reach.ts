import type { StoredBlob } from "../../platform/files/file"
import { reachableMessages } from "../reach"
import { keyIn } from "./paths"

type Person = { id: number }

/**
 * The file of a message that `person` may read, and no other; whoever has its address from
 * somebody else finds nothing there.
 */
export async function reachFile(person: Person, signed_id: string): Promise<StoredBlob | null> {
  const key = keyIn(signed_id)
  if (key === null) return null
  const found = await reachableMessages(person)
    .innerJoin("blobs", "blobs.id", "messages.attachment_id")
    .selectAll("blobs")
    .where("blobs.key", "=", key)
    .executeTakeFirst()
  return found ?? null
}

/** The small picture that stands for such a file. */
export async function reachPreview(person: Person, signed_id: string): Promise<StoredBlob | null> {
  const key = keyIn(signed_id)
  if (key === null) return null
  const found = await reachableMessages(person)
    .innerJoin("blobs", "blobs.id", "messages.attachment_id")
    .innerJoin("blobs as previews", "previews.id", "blobs.preview_id")
    .selectAll("previews")
    .where("blobs.key", "=", key)
    .executeTakeFirst()
  return found ?? null
}
