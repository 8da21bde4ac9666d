import { z } from "zod"
import type { Trx } from "../database/database"
import { enqueue, job } from "../jobs/job"
import { files } from "./storage"

/**
 * Has the bytes of a file removed whose row goes in this transaction. A job of their own: once the
 * row is gone, nothing else knows that they are there, should the storage not answer or the process
 * end in between.
 */
export const removeBytes = (trx: Trx, key: string) => enqueue(trx, deleteBytes, { key })

export const deleteBytes = job("remove-bytes", z.object({ key: z.string() }), ({ key }) =>
  files().remove(key),
)
