import { type RawBuilder, sql } from "kysely"
import { dialect } from "./store"

/**
 * Whether a column's number is among those of a JSON array; for prepared queries, where a list of
 * parameters would make each length a query of its own.
 *
 * @param ids an argument that holds the array as JSON
 */
export function oneOf(column: string, ids: string): RawBuilder<boolean> {
  return dialect() === "sqlite"
    ? sql<boolean>`${sql.ref(column)} in (select value from json_each(${ids}))`
    : sql<boolean>`${sql.ref(column)} in (select value::bigint from json_array_elements_text(${ids}::json))`
}
