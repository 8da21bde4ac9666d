import {
  type Argument,
  now,
  prepared,
  type Reader,
  transaction,
} from "../platform/database/database"

/** Recent searches stored per user. */
export const RECENT = 10

type UserRef = { id: number }

/** The user's recent searches, latest first. */
export async function recentSearches(user: UserRef): Promise<string[]> {
  const recents = await recentOf({ user_id: user.id })
  return recents.map(({ query }) => query)
}

/** Stores a search, and deletes all but the user's latest ten. */
export function recordSearch(user: UserRef, query: string) {
  return transaction(async (trx) => {
    const time = now()
    await trx
      .insertInto("recent_searches")
      .values({ user_id: user.id, query, created_at: time, updated_at: time })
      .onConflict((conflict) =>
        conflict.columns(["user_id", "query"]).doUpdateSet({ updated_at: time }),
      )
      .execute()
    await trx
      .deleteFrom("recent_searches")
      .where("user_id", "=", user.id)
      .where("id", "not in", recent(user, trx).clearSelect().select("id"))
      .execute()
  })
}

export const clearRecentSearches = (user: UserRef) =>
  transaction((trx) => trx.deleteFrom("recent_searches").where("user_id", "=", user.id).execute())

const recentOf = prepared((db, argument: Argument<{ user_id: number }>) =>
  recent({ id: argument("user_id") }, db),
)

const recent = (user: UserRef, db: Reader) =>
  db
    .selectFrom("recent_searches")
    .select("query")
    .where("user_id", "=", user.id)
    .orderBy("updated_at", "desc")
    .orderBy("id", "desc")
    .limit(RECENT)
