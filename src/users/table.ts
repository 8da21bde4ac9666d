import type { Generated, Selectable } from "kysely"
import type { Micros } from "../platform/database/database"
import type { Theme } from "../platform/ui/page/layout"

export type { Theme }
export type Role = "member" | "administrator" | "bot"
export type Status = "active" | "deactivated" | "banned"

export interface UserTable {
  id: Generated<number>
  name: string
  /** In lower case; null for bots. */
  email_address: string | null
  password_digest: string | null
  role: Generated<Role>
  status: Generated<Status>
  bio: string | null
  bot_token: string | null
  /** The blob of the picture; without one, initials are drawn. */
  avatar_id: number | null
  theme: Generated<Theme>
  /** Whether `/play` is heard. */
  sounds: Generated<"on" | "off">
  created_at: Micros
  updated_at: Micros
}

/** The addresses that a ban shuts out. */
export interface BanTable {
  id: Generated<number>
  user_id: number
  ip_address: string
  created_at: Micros
  updated_at: Micros
}

export type User = Selectable<UserTable>

declare module "../platform/database/schema" {
  interface Tables {
    users: UserTable
    bans: BanTable
  }
}
