import type { Generated } from "kysely"
import type { Micros } from "../platform/database/database"

/** How much of a thread somebody wants to hear. */
export type ThreadInvolvement = "everything" | "nothing"

/** Somebody's place in a thread that they started, answered in or asked to follow. */
export interface ThreadMembershipTable {
  id: Generated<number>
  /** The message that is answered. */
  message_id: number
  user_id: number
  involvement: Generated<ThreadInvolvement>
  /** When the oldest answer came that this person has not seen; null once they have. */
  unread_at: Micros | null
  created_at: Micros
  updated_at: Micros
}

/** One tab that shows a thread to somebody, as of `seen_at`. */
export interface ThreadPresenceTable {
  id: string
  message_id: number
  user_id: number
  seen_at: Micros
}

declare module "../platform/database/schema" {
  interface Tables {
    thread_memberships: ThreadMembershipTable
    thread_presences: ThreadPresenceTable
  }
}
