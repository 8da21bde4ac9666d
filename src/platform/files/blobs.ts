import { z } from "zod"
import { database, now, type Trx, transaction } from "../database/database"
import { Discard, enqueue, job } from "../jobs/job"
import { files, newKey, removeBytes } from "./storage"
import type { StoredBlob } from "./table"

export type NewBlob = { bytes: Uint8Array; filename: string; content_type: string }

/**
 * Stores the bytes, then runs `use` in the transaction that inserts their row. A failure removes
 * both; only a crash in between can leave bytes without a row.
 */
export async function withNewBlob<T>(
  blob: NewBlob,
  use: (trx: Trx, stored: StoredBlob) => Promise<T>,
): Promise<T> {
  const key = newKey()
  await files().write(key, blob.bytes)
  try {
    return await transaction(async (trx) => use(trx, await insert(trx, key, blob)))
  } catch (error) {
    await files().remove(key)
    throw error
  }
}

/** The bytes of a file, or null when its row or the bytes don't exist. */
export async function readBlob(id: number) {
  const blob = await database()
    .selectFrom("blobs")
    .select("key")
    .where("id", "=", id)
    .executeTakeFirst()
  return blob ? files().read(blob.key) : null
}

/** Deletes a file that no row refers to any more, by a job after the commit. */
export const purgeBlob = (trx: Trx, id: number) => enqueue(trx, deleteBlob, { id })

export const deleteBlob = job("purge-blob", z.object({ id: z.number() }), async ({ id }) => {
  await transaction(async (trx) => {
    // Rows first: the foreign key fails while a row refers to the file, and the bytes stay.
    const keys = await deleteWithPreview(trx, id)
    if (keys.length === 0) throw new Discard()
    for (const key of keys) await removeBytes(trx, key)
  })
})

async function deleteWithPreview(trx: Trx, id: number): Promise<string[]> {
  const blob = await trx
    .deleteFrom("blobs")
    .where("id", "=", id)
    .returning(["key", "preview_id"])
    .executeTakeFirst()
  if (!blob) return []
  if (blob.preview_id === null) return [blob.key]
  return [blob.key, ...(await deleteWithPreview(trx, blob.preview_id))]
}

function insert(trx: Trx, key: string, { bytes, filename, content_type }: NewBlob) {
  const time = now()
  return trx
    .insertInto("blobs")
    .values({
      key,
      filename,
      content_type,
      byte_size: bytes.length,
      created_at: time,
      updated_at: time,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}
