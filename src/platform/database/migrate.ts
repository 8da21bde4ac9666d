import { type Kysely, Migrator } from "kysely"
import { migrations } from "./migrations/all"
import type { Tables } from "./schema"
import type { Dialect } from "./store"

/**
 * Brings the schema up to date, under the database's lock: of several processes that start at once,
 * one migrates and the others wait for it.
 *
 * @throws the first migration's error; nothing of any is kept
 */
export async function migrate(db: Kysely<Tables>, dialect: Dialect) {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations(dialect) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
