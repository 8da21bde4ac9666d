import { type Compilable, type InferResult, type RawBuilder, sql } from "kysely"
import { type Dialect, dialect, type Reader, store, type Transient, type Trx } from "./store"

type Value = string | number | null
type Arguments = Record<string, Value>

/** A placeholder in the compiled query for the argument `name`. */
class Placeholder {
  constructor(readonly name: string) {}
}

type Compiled = { sql: string; bind: (value: Arguments) => unknown[] }

/**
 * A query for hot paths: Kysely compiles it once, on first use.
 *
 *     const roomById = prepared((db, argument: Argument<{ id: number }>) =>
 *       db.selectFrom("rooms").selectAll().where("id", "=", argument("id")))
 *     const [room] = await roomById({ id: 7 })
 *
 * The shape of the query must not depend on the arguments. A query that reads runs on the reading
 * connection unless given a transaction; one that writes needs a transaction or the transient tables.
 */
export function prepared<A extends Arguments, Q extends Compilable<unknown>>(
  build: (db: Trx, argument: Argument<A>) => Q,
): Prepared<A, Q> {
  const compiled = new Map<Dialect, Compiled>()

  // Not async: a hot path awaits many of these, and each further promise costs a microtask.
  const run = (values: A, on: Reader | Trx | Transient = store().reader) => {
    const { dialect, rows } = store()
    let query = compiled.get(dialect)
    if (!query) {
      query = compile(build)
      compiled.set(dialect, query)
    }
    return rows(on, query.sql, query.bind(values))
  }
  return run as Prepared<A, Q> // asks a query that writes for its transaction
}

type Prepared<A, Q extends Compilable<unknown>> = Q extends { isSelectQueryBuilder: true }
  ? (values: A, on?: Reader | Trx | Transient) => Promise<InferResult<Q>>
  : (values: A, on: Trx | Transient) => Promise<InferResult<Q>>

export type Argument<A extends Arguments> = <Name extends keyof A & string>(name: Name) => A[Name]

function compile<A extends Arguments>(
  build: (db: Trx, argument: Argument<A>) => Compilable<unknown>,
): Compiled {
  // Kysely passes parameters through unchanged, so the cast to the argument's type is safe.
  const argument = <Name extends keyof A & string>(name: Name) =>
    new Placeholder(name) as unknown as A[Name]
  const { sql, parameters } = build(store().reading, argument).compile()
  return {
    sql,
    bind: (values) =>
      parameters.map((value) => (value instanceof Placeholder ? values[value.name] : value)),
  }
}

/**
 * `column in (…)` with the numbers as one JSON parameter. In a prepared query, a list of parameters
 * would need one statement per length.
 *
 * @param ids the numbers as a JSON array
 */
export function oneOf(column: string, ids: string): RawBuilder<boolean> {
  return dialect() === "sqlite"
    ? sql<boolean>`${sql.ref(column)} in (select value from json_each(${ids}))`
    : sql<boolean>`${sql.ref(column)} in (select value::bigint from json_array_elements_text(${ids}::text::json))`
}
