import type { Generated } from "kysely"
import type { Micros } from "../platform/database/database"

export interface UnfurlTable {
  id: Generated<number>
  url: string
  /** JSON; null when the link has no preview. */
  preview: string | null
  expires_at: Micros
  created_at: Micros
  updated_at: Micros
}

declare module "../platform/database/schema" {
  interface Tables {
    unfurls: UnfurlTable
  }
}
