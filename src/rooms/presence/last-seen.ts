import {
  type Argument,
  type Micros,
  minutes,
  prepared,
  transient,
} from "../../platform/database/database"
import { lastActivityOf } from "../../sessions/session"

/** Stores when users were last seen, before their presences are deleted. */
export async function storeLastSeen(ended: { user_id: number; seen_at: Micros }[]) {
  for (const { user_id, seen_at } of ended)
    await upsert({ user_id, seen_at: wholeMinute(seen_at) }, transient())
}

/**
 * When a user was last seen, to the minute: from their presences or, after a crash that lost them,
 * from the activity of their sessions. Null when neither is known.
 */
export async function lastSeenAt(user: { id: number }): Promise<Micros | null> {
  const [presence] = await seenAt({ user_id: user.id })
  const times = [presence?.present, presence?.last, await lastActivityOf(user)]
  const latest = Math.max(...times.map((time) => time ?? 0))
  return latest === 0 ? null : wholeMinute(latest)
}

const wholeMinute = (time: Micros) => time - (time % minutes(1))

const seenAt = prepared((db, argument: Argument<{ user_id: number }>) =>
  db.selectNoFrom(({ selectFrom }) => [
    selectFrom("presences")
      .where("user_id", "=", argument("user_id"))
      .select(({ fn }) => fn.max("seen_at").as("time"))
      .as("present"),
    selectFrom("last_seen")
      .where("user_id", "=", argument("user_id"))
      .select("seen_at as time")
      .as("last"),
  ]),
)

const upsert = prepared((db, argument: Argument<{ user_id: number; seen_at: Micros }>) =>
  db
    .insertInto("last_seen")
    .values({ user_id: argument("user_id"), seen_at: argument("seen_at") })
    .onConflict((conflict) =>
      conflict
        .column("user_id")
        .doUpdateSet({ seen_at: argument("seen_at") })
        .where("last_seen.seen_at", "<", argument("seen_at")),
    ),
)
