import { dialect, type Micros, now, type Trx } from "../platform/database/database"

/**
 * Somebody comes, goes or changes. Whoever changes anybody waits here for others who do, until
 * their transaction ends, and gets a time after all before it, whatever the clocks of several
 * processes say. Pages are kept by the latest of these times: what ended later with an earlier one
 * would never show.
 *
 * @returns the time of the change
 */
export async function touchProfiles(trx: Trx): Promise<Micros> {
  // SQLite has one writer at a time, and so no row locks.
  if (dialect() === "postgres")
    await trx.selectFrom("accounts").select("id").forNoKeyUpdate().execute()
  const { latest } = await trx
    .selectFrom("users")
    .select((row) => row.fn.max("updated_at").as("latest"))
    .executeTakeFirstOrThrow()
  return Math.max(now(), (latest ?? 0) + 1)
}
