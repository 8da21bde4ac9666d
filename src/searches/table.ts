import type { Generated } from "kysely"
import type { Micros } from "../platform/database/database"

export interface RecentSearchTable {
  id: Generated<number>
  user_id: number
  query: string
  created_at: Micros
  /** The time of the latest search for it. */
  updated_at: Micros
}

declare module "../platform/database/schema" {
  interface Tables {
    recent_searches: RecentSearchTable
  }
}
