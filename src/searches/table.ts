import type { Generated } from "kysely"
import type { Micros } from "../platform/database/database"

/** What somebody has looked for, to look for it again. */
export interface RecentSearchTable {
  id: Generated<number>
  user_id: number
  query: string
  created_at: Micros
  /** When it was last looked for. */
  updated_at: Micros
}

declare module "../platform/database/schema" {
  interface Tables {
    recent_searches: RecentSearchTable
  }
}
