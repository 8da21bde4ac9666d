import type { Generated, Selectable } from "kysely"
import type { Micros } from "../database/database"

export interface BlobTable {
  id: Generated<number>
  /** The storage key; unguessable. */
  key: string
  filename: string
  content_type: string
  byte_size: number
  /** In pixels, of a picture or video with a known size. */
  width: number | null
  height: number | null
  /** The blob of the preview picture. */
  preview_id: number | null
  /** Null until a job has analyzed the file. */
  analyzed_at: Micros | null
  /** The user of a direct upload that no message has claimed yet; else null. */
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
