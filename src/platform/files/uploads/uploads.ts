import { z } from "zod"
import { afterCommit, database, hours, now, type Trx, transaction } from "../../database/database"
import { NotFound } from "../../http/errors"
import { Discard, enqueue, job } from "../../jobs/job"
import { contentTypeOf, HEAD_BYTES } from "../content-type"
import { measurePicture } from "../pictures/measure"
import { expectedSize } from "../pictures/preview"
import { files, newKey, removeBytes } from "../storage"
import type { StoredBlob } from "../table"
import type { Incoming } from "./temporary-file"

/** How long an upload waits to be claimed. */
const UNCLAIMED_FOR = hours(24)

/** Enough for the header of a picture with a camera's notes in it. */
const HEADER_BYTES = 1024 * 1024

type UserRef = { id: number }

/**
 * Stores a received file as its uploader's, until something claims it (`PendingUpload`). Its row is
 * written first, with the job that removes an unclaimed upload, so a crash leaves no file without a
 * row.
 *
 * @throws {NotFound} when there is a file with that key
 */
export async function storeUpload(
  incoming: Incoming,
  uploader: UserRef,
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
    // Another request stored the same upload first.
    if (!stored) throw new NotFound()
    await enqueue(trx, deleteUpload, { id: stored.id }, { runAt: time + UNCLAIMED_FOR })
    return stored
  })
  await files().take(key, path)
  return blob
}

/**
 * An upload that is about to be claimed. Unless it is, its file is removed when the scope ends.
 *
 * @param keep leaves it there, to be claimed later
 */
export class PendingUpload implements AsyncDisposable {
  readonly id: number
  readonly #uploader: UserRef
  #keep: boolean

  constructor({ id }: { id: number }, uploader: UserRef, { keep = false } = {}) {
    this.id = id
    this.#uploader = uploader
    this.#keep = keep
  }

  /**
   * Makes it part of what the caller stores.
   *
   * @returns null when it is gone, claimed already, or somebody else's
   */
  async claim(trx: Trx): Promise<StoredBlob | null> {
    const blob = await trx
      .updateTable("blobs")
      .set({ uploader_id: null, updated_at: now() })
      .where("id", "=", this.id)
      .where("uploader_id", "=", this.#uploader.id)
      .returningAll()
      .executeTakeFirst()
    if (blob) afterCommit(trx, () => (this.#keep = true))
    return blob ?? null
  }

  async [Symbol.asyncDispose]() {
    if (!this.#keep) await transaction((trx) => enqueue(trx, deleteUpload, { id: this.id }))
  }
}

/** An upload of theirs that nothing has claimed. */
export async function findUpload(key: string, uploader: UserRef) {
  const found = await database()
    .selectFrom("blobs")
    .select("id")
    .where("key", "=", key)
    .where("uploader_id", "=", uploader.id)
    .executeTakeFirst()
  return found ?? null
}

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
