import { type RawBuilder, sql } from "kysely"
import { dialect } from "./store"

/**
 * `column in (…)` with the numbers as one JSON parameter. In a prepared query, a list of parameters
 * would need one statement per length.
 *
 * @param ids the numbers as a JSON array
 */
export function oneOf(column: string, ids: string): RawBuilder<boolean> {
  return dialect() === "sqlite"
    ? sql<boolean>`${sql.ref(column)} in (select value from json_each(${ids}))`
    : sql<boolean>`${sql.ref(column)} in (select value::bigint from json_array_elements_text(${ids}::json))`
}
