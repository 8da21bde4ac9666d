import { z } from "zod"
import type { Trx } from "../database/database"
import { enqueue, job } from "../jobs/job"
/** Random and unguessable. */
export const newKey = () => crypto.randomUUID().replaceAll("-", "")

/** Stores bytes by key. Keys are unique, so nothing is overwritten. */
export interface FileStorage {
  /** Resolves when the bytes are durable (fsync). */
  write(key: string, bytes: Uint8Array): Promise<void>
  /** Moves a local, durable file into the storage. A file in `incoming` is not copied. */
  take(key: string, path: string): Promise<void>
  /** Null when the key does not exist. The bytes are read lazily. */
  read(key: string): Promise<Blob | null>
  /** The bytes as a local file until the scope ends, for programs that need a path. */
  borrow(key: string): Promise<AsyncDisposable & { path: string }>
  /** Idempotent. */
  remove(key: string): Promise<void>
  /** A local folder for incomplete uploads. */
  readonly incoming: string
}

let current: FileStorage | undefined

/** Sets the storage of this process. */
export function configureFiles(storage: FileStorage | undefined) {
  current = storage
}

export function files(): FileStorage {
  if (!current) throw new Error("Call configureFiles() before using files")
  return current
}

/**
 * Deletes the bytes of a file whose row is deleted in this transaction. A job, because after the
 * commit no row refers to the bytes, and the storage can fail or the process can crash.
 */
export const removeBytes = (trx: Trx, key: string) => enqueue(trx, deleteBytes, { key })

export const deleteBytes = job("remove-bytes", z.object({ key: z.string() }), ({ key }) =>
  files().remove(key),
)
