import { z } from "zod"
import { database, hours, now, type Trx, transaction } from "../../database/database"
import { NotFound } from "../../http/errors"
import { Discard, enqueue, job } from "../../jobs/job"
import { contentTypeOf, HEAD_BYTES } from "../content-type"
import { newKey } from "../new-key"
import { measurePicture } from "../pictures/measure"
import { expectedSize } from "../pictures/preview"
import { removeBytes } from "../remove-bytes"
import { files } from "../storage"
import type { StoredBlob } from "../table"
import type { Incoming } from "./temporary-file"

/** How long a file may wait for the message that it is for. */
const PATIENCE = hours(24)

/** Where a picture's header ends that a camera has written half a book into. */
const HEADER_BYTES = 1024 * 1024

type Uploader = { id: number }

/**
 * Keeps a file that came in whole, as its uploader's, until something takes it (`takeUpload`). Its
 * row comes first, with the job that clears away what nobody took, so whatever happens between,
 * nothing lies around that no row names.
 *
 * @throws {NotFound} when something lies under that key already
 */
export async function storeUpload(
  incoming: Incoming,
  uploader: Uploader,
  key = newKey(),
): Promise<StoredBlob> {
  const { filename, byte_size, path } = incoming
  const head = await Bun.file(path).slice(0, HEADER_BYTES).bytes()
  const content_type = await contentTypeOf(head.subarray(0, HEAD_BYTES), filename)
  const size = (await measurePicture(head, content_type)) ?? expectedSize(content_type)
  const blob = await transaction(async (trx) => {
    const time = now()
    const stored = await trx
      .insertInto("blobs")
      .values({
        key,
        filename,
        content_type,
        byte_size,
        width: size?.width ?? null,
        height: size?.height ?? null,
        uploader_id: uploader.id,
        created_at: time,
        updated_at: time,
      })
      .onConflict((conflict) => conflict.column("key").doNothing())
      .returningAll()
      .executeTakeFirst()
    // Two have put the same at once, and the other was first.
    if (!stored) throw new NotFound()
    await enqueue(trx, deleteUpload, { id: stored.id }, { runAt: time + PATIENCE })
    return stored
  })
  await files().take(key, path)
  return blob
}

/**
 * Makes an upload part of what the caller stores; it is no longer waiting for anything.
 *
 * @returns whether it was there to be taken, and theirs
 */
export async function claimUpload(trx: Trx, id: number, uploader: Uploader): Promise<boolean> {
  const taken = await trx
    .updateTable("blobs")
    .set({ uploader_id: null, updated_at: now() })
    .where("id", "=", id)
    .where("uploader_id", "=", uploader.id)
    .executeTakeFirst()
  return taken.numUpdatedRows > 0
}

/** An upload of theirs that waits to be taken. */
export async function findUpload(key: string, uploader: Uploader) {
  const found = await database()
    .selectFrom("blobs")
    .select("id")
    .where("key", "=", key)
    .where("uploader_id", "=", uploader.id)
    .executeTakeFirst()
  return found ?? null
}

/** Has an upload that nothing took, and nothing will, cleared away now. */
export const dropUpload = (trx: Trx, id: number) => enqueue(trx, deleteUpload, { id })

export const discardUpload = (id: number) => transaction((trx) => dropUpload(trx, id))

export const deleteUpload = job("drop-upload", z.object({ id: z.int() }), async ({ id }) => {
  await transaction(async (trx) => {
    const dropped = await trx
      .deleteFrom("blobs")
      .where("id", "=", id)
      .where("uploader_id", "is not", null)
      .returning("key")
      .executeTakeFirst()
    if (!dropped) throw new Discard()
    await removeBytes(trx, dropped.key)
  })
})
