/** The database: reading, transactions, time and prepared queries. */

import { openSqlite } from "./sqlite"
import type { Store } from "./store"

export { exactMillis, hours, iso, millis, minutes, now, seconds, startAfter } from "./clock"
export { isUniqueViolation, postgresConnectionError } from "./postgres/errors"
export { type Argument, oneOf, prepared } from "./prepared"
export type { Micros, Tables } from "./schema"
export { countRequest } from "./shared-commits"
export {
  afterCommit,
  awaitAtCommit,
  configureStore,
  type Dialect,
  database,
  dialect,
  type Reader,
  type Store,
  selectRaw,
  store,
  type Trx,
  transaction,
  transient,
} from "./store"

/** @param databaseUrl a `postgres://` URL, or null for SQLite in `storage` */
export async function openStore(storage: string, databaseUrl: string | null): Promise<Store> {
  if (databaseUrl === null) return openSqlite(`${storage}/db/hearth.sqlite3`)
  // Imported here, so that a start on SQLite does not load the driver.
  const { openPostgres } = await import("./postgres/postgres")
  return openPostgres(databaseUrl)
}
