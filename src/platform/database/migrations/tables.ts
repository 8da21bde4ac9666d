import type { CreateTableBuilder, Kysely } from "kysely"
import type { Dialect } from "../store"

/** Begins a table with what every row has: an id that is never given twice, and its two times. */
export const tables = (db: Kysely<unknown>, dialect: Dialect) => (name: string) =>
  db.schema
    .createTable(name)
    .addColumn("id", dialect === "postgres" ? "bigserial" : "integer", (column) =>
      // SQLite would give a removed row's id to a new one, and old permalinks with it.
      dialect === "postgres" ? column.primaryKey() : column.primaryKey().autoIncrement(),
    )
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())

/** Adds a column for the id of a row without which this one makes no sense. */
export function referring<T extends string>(
  builder: CreateTableBuilder<T, string>,
  column: string,
  table: string,
) {
  return builder.addColumn(column, "bigint", (definition) =>
    definition.notNull().references(`${table}.id`).onDelete("cascade"),
  )
}
