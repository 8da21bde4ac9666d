import {
  type Argument,
  dialect,
  type Micros,
  prepared,
  type Trx,
} from "../../platform/database/database"

/** Has the tabs of one place in a room change one after the other, in whichever process. */
export async function lockPlace(trx: Trx, { id }: { id: number }) {
  // SQLite has one writer at a time and knows no such lock.
  if (dialect() === "postgres")
    await trx.selectFrom("memberships").select("id").where("id", "=", id).forUpdate().execute()
}

export const tabsOf = prepared((db, argument: Argument<{ membership_id: number }>) =>
  db
    .selectFrom("presences")
    .select("hidden_at")
    .where("membership_id", "=", argument("membership_id")),
)

export const show = prepared(
  (db, argument: Argument<{ id: string; membership_id: number; seen_at: Micros }>) =>
    db
      .insertInto("presences")
      .values({
        id: argument("id"),
        membership_id: argument("membership_id"),
        seen_at: argument("seen_at"),
      })
      .onConflict((conflict) =>
        conflict
          .column("id")
          .doUpdateSet({ seen_at: argument("seen_at"), hidden_at: null, left_at: null }),
      ),
)

/** Finds nothing where the tab is hidden or forgotten. */
export const see = prepared((db, argument: Argument<{ id: string; seen_at: Micros }>) =>
  db
    .updateTable("presences")
    .set({ seen_at: argument("seen_at") })
    .where("id", "=", argument("id"))
    .where("hidden_at", "is", null)
    .returning("id"),
)

export const hide = prepared((db, argument: Argument<{ id: string; time: Micros }>) =>
  db
    .updateTable("presences")
    .set({ hidden_at: argument("time"), seen_at: argument("time") })
    .where("id", "=", argument("id")),
)

export const leave = prepared((db, argument: Argument<{ id: string; time: Micros }>) =>
  db
    .updateTable("presences")
    .set({ left_at: argument("time") })
    .where("id", "=", argument("id")),
)

export const keepHidden = (trx: Trx, ids: string[], seen_at: Micros) =>
  trx
    .updateTable("presences")
    .set({ seen_at })
    .where("id", "in", ids)
    .where("hidden_at", "is not", null)
    .execute()

type Lapsed = {
  /** Who was seen no later says nothing any more. */
  seen_at: Micros
  /** Who left no later is not coming back. */
  left_at: Micros
}

export const placesWithLapsed = prepared((db, argument: Argument<Lapsed>) =>
  db
    .selectFrom("presences")
    .innerJoin("memberships", "memberships.id", "presences.membership_id")
    .where((row) =>
      row.or([
        row("presences.seen_at", "<=", argument("seen_at")),
        row("presences.left_at", "<=", argument("left_at")),
      ]),
    )
    .select(["memberships.id", "memberships.room_id", "memberships.user_id"])
    .distinct(),
)

export const forget = prepared((db, argument: Argument<Lapsed & { membership_id: number }>) =>
  db
    .deleteFrom("presences")
    .where("membership_id", "=", argument("membership_id"))
    .where((row) =>
      row.or([
        row("seen_at", "<=", argument("seen_at")),
        row("left_at", "<=", argument("left_at")),
      ]),
    ),
)
