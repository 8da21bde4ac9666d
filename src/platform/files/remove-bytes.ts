import { z } from "zod"
import type { Trx } from "../database/database"
import { enqueue, job } from "../jobs/job"
import { files } from "./storage"

/**
 * Deletes the bytes of a file whose row is deleted in this transaction. A job, because after the
 * commit no row refers to the bytes, and the storage can fail or the process can crash.
 */
export const removeBytes = (trx: Trx, key: string) => enqueue(trx, deleteBytes, { key })

export const deleteBytes = job("remove-bytes", z.object({ key: z.string() }), ({ key }) =>
  files().remove(key),
)
