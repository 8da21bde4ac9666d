import { database, now, transaction } from "../platform/database/database"

/** As many as are remembered. */
export const RECENT = 10

type Person = { id: number }

/** What `person` looked for, latest first. */
export async function recentSearches(person: Person): Promise<string[]> {
  const recents = await recent(person).execute()
  return recents.map(({ query }) => query)
}

/** Remembers that `person` looked for this, and forgets what is too long ago. */
export function recordSearch(person: Person, query: string) {
  return transaction(async (trx) => {
    const time = now()
    await trx
      .insertInto("recent_searches")
      .values({ user_id: person.id, query, created_at: time, updated_at: time })
      .onConflict((conflict) =>
        conflict.columns(["user_id", "query"]).doUpdateSet({ updated_at: time }),
      )
      .execute()
    await trx
      .deleteFrom("recent_searches")
      .where("user_id", "=", person.id)
      .where("id", "not in", recent(person, trx).clearSelect().select("id"))
      .execute()
  })
}

export const clearRecentSearches = (person: Person) =>
  transaction((trx) => trx.deleteFrom("recent_searches").where("user_id", "=", person.id).execute())

const recent = (person: Person, db = database()) =>
  db
    .selectFrom("recent_searches")
    .select("query")
    .where("user_id", "=", person.id)
    .orderBy("updated_at", "desc")
    .orderBy("id", "desc")
    .limit(RECENT)
