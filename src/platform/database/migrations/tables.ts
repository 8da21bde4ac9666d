import type { CreateTableBuilder, Kysely } from "kysely"
import type { Dialect } from "../store"

/** Creates a table with the common columns: an id that is never reused, and two timestamps. */
export const tables = (db: Kysely<unknown>, dialect: Dialect) => (name: string) =>
  db.schema
    .createTable(name)
    .addColumn("id", dialect === "postgres" ? "bigserial" : "integer", (column) =>
      // Without AUTOINCREMENT, SQLite reuses the ids of deleted rows, and old permalinks with them.
      dialect === "postgres" ? column.primaryKey() : column.primaryKey().autoIncrement(),
    )
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())

/** Adds a foreign key column that deletes the row with the referenced one. */
export function referring<T extends string>(
  builder: CreateTableBuilder<T, string>,
  column: string,
  table: string,
) {
  return builder.addColumn(column, "bigint", (definition) =>
    definition.notNull().references(`${table}.id`).onDelete("cascade"),
  )
}
