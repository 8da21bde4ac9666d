/** Rows, and when they may change: what the rest of Hearth needs of its database. */

import { openPostgres } from "./postgres"
import { openSqlite } from "./sqlite"
import type { Store } from "./store"

export { afterCommit } from "./after-commit"
export { exactMillis, hours, iso, millis, minutes, now, seconds, startAfter } from "./clock"
export { oneOf } from "./one-of"
export { type Argument, prepared } from "./prepared"
export type { Micros, Tables } from "./schema"
export {
  type Dialect,
  database,
  dialect,
  type Reader,
  type Store,
  store,
  type Trx,
  transaction,
  useStore,
} from "./store"

/** @param databaseUrl a `postgres://` URL, or null for SQLite in `storage` */
export function openStore(storage: string, databaseUrl: string | null): Promise<Store> {
  return databaseUrl ? openPostgres(databaseUrl) : openSqlite(`${storage}/db/hearth.sqlite3`)
}
