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
  /** The blob of the picture; without one, the initials show. */
  avatar_id: number | null
  theme: Generated<Theme>
  /** Whether `/play` makes a sound. */
  sounds: Generated<"on" | "off">
  created_at: Micros
  updated_at: Micros
}

/** The addresses of banned users. Requests from there may only read. */
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

/** Whether `user` may change or delete something that people create: its creator, and administrators. */
export const mayChange = (user: Pick<User, "id" | "role">, thing: { creator_id: number }) =>
  user.role === "administrator" || user.id === thing.creator_id
