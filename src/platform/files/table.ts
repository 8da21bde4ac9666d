import type { Generated, Selectable } from "kysely"
import type { Micros } from "../database/database"

export interface BlobTable {
  id: Generated<number>
  /** What the bytes are stored under; nobody can guess it. */
  key: string
  filename: string
  content_type: string
  byte_size: number
  /** In pixels, of a picture or a film whose size is known. */
  width: number | null
  height: number | null
  /** The smaller picture that stands for it on a page. */
  preview_id: number | null
  /** When somebody looked into it; null while a job has that to do. */
  analyzed_at: Micros | null
  /** Who uploaded it ahead of a message; null when it came with one. */
  uploader_id: number | null
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
