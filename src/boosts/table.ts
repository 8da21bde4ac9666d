import type { Generated, Selectable } from "kysely"
import type { Micros } from "../platform/database/database"

export interface BoostTable {
  id: Generated<number>
  message_id: number
  booster_id: number
  /** Plain text, not HTML. */
  content: string
  created_at: Micros
  updated_at: Micros
}

export type Boost = Selectable<BoostTable>

declare module "../platform/database/schema" {
  interface Tables {
    boosts: BoostTable
  }
}
