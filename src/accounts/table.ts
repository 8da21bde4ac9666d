import type { Generated, Selectable } from "kysely"
import type { Micros } from "../platform/database/database"

export interface AccountTable {
  id: Generated<number>
  name: string
  join_code: string
  custom_styles: string | null
  logo_id: number | null
  /** JSON of `AccountSettings`. */
  settings: Generated<string>
  created_at: Micros
  updated_at: Micros
}

export type Account = Selectable<AccountTable>

declare module "../platform/database/schema" {
  interface Tables {
    accounts: AccountTable
  }
}
