import type { Generated, Selectable } from "kysely"
import type { Micros } from "../platform/database/database"

export interface SessionTable {
  id: Generated<number>
  user_id: number
  token: string
  ip_address: string | null
  user_agent: string | null
  last_active_at: Micros
  created_at: Micros
  updated_at: Micros
}

/** A single-use link that signs a user in on another device. */
export interface TransferTable {
  id: Generated<number>
  user_id: number
  creator_id: number
  token: string
  expires_at: Micros
  used_at: Micros | null
  created_at: Micros
  updated_at: Micros
}

export type Session = Selectable<SessionTable>

declare module "../platform/database/schema" {
  interface Tables {
    sessions: SessionTable
    transfers: TransferTable
  }
}
