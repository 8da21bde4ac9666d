import { type Kysely, type Migration, sql } from "kysely"
import type { Dialect } from "../store"
import { transientTables } from "../transient-tables"

/** Presence leaves the durable tables; on SQLite the new ones stand in a file of their own. */
export const presence = (dialect: Dialect): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema.dropTable("presences").execute()
    if (dialect === "postgres")
      for (const statement of transientTables(dialect)) await sql.raw(statement).execute(db)
  },
})
