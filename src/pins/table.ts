import type { Generated, Selectable } from "kysely"
import type { Micros } from "../platform/database/database"

export interface PinTable {
  id: Generated<number>
  room_id: number
  message_id: number
  /** The user who pinned it. */
  user_id: number
  created_at: Micros
  updated_at: Micros
}

export type Pin = Selectable<PinTable>

declare module "../platform/database/schema" {
  interface Tables {
    pins: PinTable
  }
}
