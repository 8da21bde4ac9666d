import { dialect, type Micros, now, type Trx } from "../platform/database/database"

/**
 * Serializes transactions that change a user, and returns a timestamp above all earlier ones, even
 * when the clocks of several processes differ. The latest timestamp is a cache key: a transaction
 * that commits later with a lower timestamp would stay invisible in cached pages.
 *
 * @returns the `updated_at` to write
 */
export async function touchProfiles(trx: Trx): Promise<Micros> {
  // SQLite has a single writer and no row locks.
  if (dialect() === "postgres")
    await trx.selectFrom("accounts").select("id").forNoKeyUpdate().execute()
  const { latest } = await trx
    .selectFrom("users")
    .select((row) => row.fn.max("updated_at").as("latest"))
    .executeTakeFirstOrThrow()
  return Math.max(now(), (latest ?? 0) + 1)
}

let latest: Micros = 0

/**
 * Sets the profiles version, which each request reads with its session. It is part of the cache keys
 * of HTML that shows people, so their rows need not be read to compute such a key.
 */
export function setProfilesVersion(updated_at: Micros) {
  latest = Math.max(latest, updated_at)
}

/** The latest profiles version that this process has read; later reads return no older profiles. */
export const profilesVersion = () => latest
