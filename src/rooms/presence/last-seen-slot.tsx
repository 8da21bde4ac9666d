import { type Argument, type Micros, now, prepared } from "../../platform/database/database"
import { LocalTime } from "../../platform/ui/local-time"
import type { ProfileSlot } from "../../users/user"
import { lastSeenAt } from "./last-seen"
import { presentSince } from "./presence"

/** Shows on a profile whether the user is present, or when they were last seen. */
export const lastSeenSlot: ProfileSlot = async ({ user }) => {
  const visible = await visibleSince({ user_id: user.id, since: presentSince(now()) })
  if (visible.length > 0) return <p class="subtle">Here now</p>
  const at = await lastSeenAt(user)
  return at === null ? null : <LastSeen at={at} />
}

const LastSeen = ({ at }: { at: Micros }) => (
  <p class="subtle" data-controller="local-time">
    Last seen <LocalTime at={at} as="datetime" />
  </p>
)

const visibleSince = prepared((db, argument: Argument<{ user_id: number; since: Micros }>) =>
  db
    .selectFrom("presences")
    .select("room_id")
    .where("user_id", "=", argument("user_id"))
    .where("visible_at", ">", argument("since"))
    .limit(1),
)
