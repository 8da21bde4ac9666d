import type { Generated, Selectable } from "kysely"
import type { Micros } from "../database/database"

export interface BlobTable {
  id: Generated<number>
  /** What the bytes are stored under; nobody can guess it. */
  key: string
  filename: string
  content_type: string
  byte_size: number
  created_at: Micros
  updated_at: Micros
}

/** The row of a stored file. */
export type StoredBlob = Selectable<BlobTable>

declare module "../database/schema" {
  interface Tables {
    blobs: BlobTable
  }
}
