import { type RawBuilder, sql } from "kysely"
import {
  type Argument,
  dialect,
  type Micros,
  oneOf,
  prepared,
} from "../../platform/database/database"
import { latestTime, noTimes, timeOf, timesWithout, withTime } from "./json-times"

// Each change of a presence is one statement, atomic on both databases. It keeps the state before
// it in `previous`, so only the statement that changed the state broadcasts.

/** `since`: subscriptions without a heartbeat after it have expired. */
type Change = { user_id: number; room_id: number; id: string; time: Micros; since: Micros }

export const appear = prepared((db, argument: Argument<Change>) => {
  const [id, time] = [argument("id"), argument("time")]
  const hidden = timesWithout("presences.hidden", id, 0)
  return db
    .insertInto("presences")
    .values({
      user_id: argument("user_id"),
      room_id: argument("room_id"),
      state: "active",
      visible: timeOf(id, time),
      hidden: noTimes,
      visible_at: time,
      seen_at: time,
      left_at: nullAfterMarks(argument("room_id")),
    })
    .onConflict((conflict) =>
      conflict.columns(["user_id", "room_id"]).doUpdateSet({
        previous: sql.ref("presences.state"),
        state: "active",
        visible: withTime(timesWithout("presences.visible", id, argument("since")), id, time),
        hidden,
        visible_at: time,
        hidden_at: hiddenAtUnless(hidden),
        seen_at: time,
        left_at: null,
      }),
    )
    .returning(["previous", "state"])
})

export const hide = prepared((db, argument: Argument<Change>) => {
  const [id, time] = [argument("id"), argument("time")]
  const visible = timesWithout("presences.visible", id, argument("since"))
  return db
    .updateTable("presences")
    .set({
      previous: sql.ref("presences.state"),
      state: sql`case when ${latestTime(visible)} is null then 'away' else state end`,
      visible,
      hidden: withTime(timesWithout("presences.hidden", id, 0), id, time),
      visible_at: latestTime(visible),
      hidden_at: time,
      seen_at: time,
    })
    .where("user_id", "=", argument("user_id"))
    .where("room_id", "=", argument("room_id"))
    .returning(["previous", "state"])
})

/** Keeps the state until the grace period is over. */
export const leave = prepared((db, argument: Argument<Change>) => {
  const visible = timesWithout("presences.visible", argument("id"), argument("since"))
  const hidden = timesWithout("presences.hidden", argument("id"), 0)
  return db
    .updateTable("presences")
    .set({
      visible,
      hidden,
      visible_at: latestTime(visible),
      hidden_at: hiddenAtUnless(hidden),
      seen_at: sql`case when visible_at is null then seen_at else ${argument("time")} end`,
      left_at: argument("time"),
    })
    .where("user_id", "=", argument("user_id"))
    .where("room_id", "=", argument("room_id"))
})

/** @param rooms JSON of [user_id, room_id] of each presence with hidden subscriptions */
export const keepHidden = prepared((db, argument: Argument<{ rooms: string; time: Micros }>) =>
  db
    .updateTable("presences")
    .set({ hidden_at: argument("time") })
    .where("hidden_at", "is not", null)
    .where(isPairIn(argument("rooms"))),
)

/** `left_at`: the grace period of presences that ended no later is over. */
type Expiry = { since: Micros; left_at: Micros }

export const removeExpired = prepared((db, argument: Argument<Expiry>) =>
  db
    .deleteFrom("presences")
    .where(notLater("visible_at", argument("since")))
    .where(notLater("hidden_at", argument("since")))
    .where(notLater("left_at", argument("left_at")))
    .returning(["user_id", "room_id", "seen_at", "state"]),
)

/** Runs after `removeExpired`: the remaining presences have a hidden subscription. */
export const setExpiredAway = prepared((db, argument: Argument<Expiry>) =>
  db
    .updateTable("presences")
    .set({ state: "away", visible: noTimes, visible_at: null, left_at: null })
    .where("state", "=", "active")
    .where(notLater("visible_at", argument("since")))
    .where(notLater("left_at", argument("left_at")))
    .returning(["user_id", "room_id"]),
)

export const remove = prepared((db, argument: Argument<{ user_id: number; rooms: string }>) =>
  db
    .deleteFrom("presences")
    .where("user_id", "=", argument("user_id"))
    .where(oneOf("room_id", argument("rooms")))
    .returning(["user_id", "room_id", "seen_at", "state"]),
)

/**
 * Null. On PostgreSQL it waits for the lock of `touchRoom`, which posts that mark this room unread
 * hold until they commit. They don't see this presence, but their marks are readable afterwards.
 * Later posts wait for this statement, and see the presence.
 */
const nullAfterMarks = (room_id: number): RawBuilder<null> =>
  dialect() === "sqlite"
    ? sql`null`
    : sql`(select null::bigint from pg_advisory_xact_lock_shared(${room_id}))`

const hiddenAtUnless = (hidden: RawBuilder<string>): RawBuilder<Micros | null> =>
  sql`case when ${latestTime(hidden)} is null then null else presences.hidden_at end`

const notLater = (column: string, time: Micros): RawBuilder<boolean> =>
  sql`(${sql.ref(column)} is null or ${sql.ref(column)} <= ${time})`

const isPairIn = (pairs: string): RawBuilder<boolean> =>
  dialect() === "sqlite"
    ? sql`(user_id, room_id) in
        (select value ->> 0, value ->> 1 from json_each(${pairs}))`
    : sql`(user_id, room_id) in
        (select (value ->> 0)::bigint, (value ->> 1)::bigint from json_array_elements(${pairs}::text::json))`
