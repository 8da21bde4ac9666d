import type { Account } from "../accounts/account"
import type { Micros } from "../platform/database/database"
import type { WebEnv } from "../platform/http/environment"
import type { Viewer } from "../platform/ui/page/layout"

/** What routes about people know of whoever asks; the sessions find it out. */
export type UserEnv = {
  Bindings: WebEnv["Bindings"]
  Variables: WebEnv["Variables"] & {
    user: Viewer & { updated_at: Micros }
    account: Pick<Account, "name" | "updated_at">
    session: { id: number }
    /** When anybody here was last changed. */
    people_updated_at: Micros
    /** Until when nothing of this changes by itself. */
    freshUntil: Micros
  }
}
