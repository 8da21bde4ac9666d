import type { Account } from "../accounts/account"
import type { Micros } from "../platform/database/database"
import type { WebEnv } from "../platform/http/environment"
import type { Viewer } from "../platform/ui/page/layout"

/** The context of routes of this layer; the session middleware above sets it. */
export type UserEnv = {
  Bindings: WebEnv["Bindings"]
  Variables: WebEnv["Variables"] & {
    user: Viewer & { updated_at: Micros }
    account: Pick<Account, "name" | "updated_at">
    session: { id: number }
    /** The latest `users.updated_at`: a cache key for HTML that shows names and avatars. */
    people_updated_at: Micros
    /** A key that changes with session, user, account and profiles. */
    state: string
    /** Cached responses expire at this time, because the session's row is due for a write. */
    freshUntil: Micros
  }
}
