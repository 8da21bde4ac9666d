import type { Kysely, RawBuilder } from "kysely"
import { log } from "../logger"
import type { Tables } from "./schema"

/** Reads rows. A write through it does not compile: writes go through `transaction`. */
export type Reader = Pick<Kysely<Tables>, "selectFrom" | "selectNoFrom" | "fn" | "dynamic">

/** Reads and writes of one transaction; good until its callback returns. */
export type Trx = Kysely<Tables>

/** Writes rows that a crash may lose. On SQLite it sees no other tables than those. */
export type Transient = Kysely<Tables>

export type Dialect = "sqlite" | "postgres"

export interface Store {
  readonly dialect: Dialect
  readonly reader: Reader
  /** All of the reading connection: for prepared queries and raw SQL alone. */
  readonly reading: Kysely<Tables>
  /** Where the transient tables (`transient-tables.ts`) are written, each statement for itself. */
  readonly transient: Transient
  /** Runs `work` in a transaction, and its `afterCommit` callbacks when it is durable. */
  transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T>
  /** Rows for SQL compiled earlier. `on` is the reader, a transaction or the transient tables. */
  rows(
    on: Reader | Trx | Transient,
    sql: string,
    parameters: readonly unknown[],
  ): Promise<unknown[]>
  /** See the function of this name. */
  awaitAtCommit(trx: Trx, statement: Promise<unknown>): Promise<unknown>
  /** Changes after every write by any process; null where reading it is expensive. */
  version(): number | null
  migrate(): Promise<void>
  close(): Promise<void>
}

let current: Store | undefined

/** Sets the database of this process. */
export function configureStore(store: Store | undefined) {
  current = store
}

export function store(): Store {
  if (!current) throw new Error("Call configureStore() before using the database")
  return current
}

export const database = (): Reader => store().reader

export const transient = (): Transient => store().transient

/** The rows of a SELECT in raw SQL. */
export async function selectRaw<Row>(query: RawBuilder<Row>): Promise<Row[]> {
  return (await query.execute(store().reading)).rows
}

export const dialect = () => store().dialect

/**
 * Runs `work` in a transaction. When this resolves, its writes are durable. On SQLite, concurrent
 * transactions share a commit, but each succeeds or fails alone. `work` must not await anything but
 * the database, because other transactions wait for it.
 */
export function transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
  return store().transaction(work)
}

/**
 * Leaves awaiting a statement of `trx` to the commit, when the caller does not need its result: on
 * PostgreSQL it is sent with the next statement or with COMMIT, in one round trip. Its failure rolls
 * the transaction back.
 *
 * @param statement one statement that has started; a second one would start after the commit
 */
export function awaitAtCommit(trx: Trx, statement: Promise<unknown>): Promise<unknown> {
  return store().awaitAtCommit(trx, statement)
}

type Callback = () => void

const pending = new WeakMap<Kysely<Tables>, Callback[]>()

/**
 * Runs `callback` when `trx` is durable; a rollback drops it. External effects, such as broadcasts,
 * belong here. Callbacks run in order, and a failure does not stop the others.
 */
export function afterCommit(trx: Kysely<Tables>, callback: Callback) {
  const callbacks = pending.get(trx)
  if (!callbacks) throw new Error("afterCommit needs a running transaction")
  callbacks.push(callback)
}

/** For the stores only: call it when `trx` begins. */
export function collectAfterCommit(trx: Kysely<Tables>) {
  const callbacks: Callback[] = []
  pending.set(trx, callbacks)
  return callbacks
}

/** For the stores only: call it when the transaction is durable. */
export function runAfterCommit(callbacks: Callback[]) {
  for (const callback of callbacks) {
    try {
      callback()
    } catch (error) {
      log.error({ err: error }, "An afterCommit callback failed; the transaction is committed")
    }
  }
}
