import type { Generated, Selectable } from "kysely"
import type { Micros } from "../platform/database/database"

export interface SavedMessageTable {
  id: Generated<number>
  message_id: number
  user_id: number
  created_at: Micros
  updated_at: Micros
}

export type SavedMessage = Selectable<SavedMessageTable>

declare module "../platform/database/schema" {
  interface Tables {
    saved_messages: SavedMessageTable
  }
}
