import type { Database } from "bun:sqlite"
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely"
import { statement } from "./statements"

/** Kysely over one open bun:sqlite connection. */
export function bunSqliteDialect(sqlite: Database): Dialect {
  return {
    createAdapter: () => new TransactionalDdlAdapter(),
    createDriver: () => new BunSqliteDriver(sqlite),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

/** SQLite's DDL is transactional, so the migrator can run in one IMMEDIATE transaction. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }
}

class BunSqliteDriver implements Driver {
  readonly #connection: BunSqliteConnection

  constructor(sqlite: Database) {
    this.#connection = new BunSqliteConnection(sqlite)
  }

  async init() {}

  async acquireConnection() {
    return this.#connection
  }

  async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"))
  }

  async commitTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw("commit"))
  }

  async rollbackTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw("rollback"))
  }

  async releaseConnection() {}

  async destroy() {}
}

class BunSqliteConnection implements DatabaseConnection {
  constructor(readonly sqlite: Database) {}

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const prepared = statement(this.sqlite, query.sql)
    const parameters = query.parameters as (string | number | null)[] // Kysely says `unknown`

    if (prepared.columnNames.length > 0) return { rows: prepared.all(...parameters) as Row[] }

    const { changes, lastInsertRowid } = prepared.run(...parameters)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  streamQuery(): never {
    throw new Error("Streaming queries are not supported on SQLite")
  }
}
