import { type Kysely, Migrator } from "kysely"
import { migrations } from "./migrations/all"
import type { Tables } from "./schema"
import type { Dialect } from "./store"

/**
 * Migrates the schema under a database lock: of processes that start concurrently, one migrates and
 * the others wait.
 *
 * @throws the error of a failed migration; all of them are rolled back
 */
export async function migrate(db: Kysely<Tables>, dialect: Dialect) {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations(dialect) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
