import type { ReservedSQL, SQL } from "bun"
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely"
import type { Tables } from "../schema"
import { runQuery } from "./run-query"

/** Runs each query on any connection of the pool. Concurrent queries share connections. */
export function kyselyWithoutTransactions(pool: SQL) {
  const connection = new PooledConnection(pool)
  return new Kysely<Tables>({ dialect: bunPostgresDialect(async () => connection) })
}

/** Reserves a connection for each query and each transaction. */
export const kyselyWithTransactions = (pool: SQL) =>
  new Kysely<Tables>({
    dialect: bunPostgresDialect(async () => new ReservedConnection(await pool.reserve())),
  })

/** Kysely over Bun's SQL client. */
export function bunPostgresDialect(acquire: () => Promise<PooledConnection>): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new BunPostgresDriver(acquire),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

class BunPostgresDriver implements Driver {
  constructor(readonly acquireConnection: () => Promise<PooledConnection>) {}

  async init() {}

  async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw("begin"))
  }

  async commitTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw("commit"))
  }

  async rollbackTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw("rollback"))
  }

  async releaseConnection(connection: PooledConnection) {
    connection.release()
  }

  async destroy() {}
}

class PooledConnection implements DatabaseConnection {
  constructor(readonly sql: SQL) {}

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, affectedRows } = await this.query(sql, parameters)
    return { rows: rows as Row[], numAffectedRows: BigInt(affectedRows) } // Kysely typed the rows
  }

  query(sql: string, parameters: readonly unknown[]) {
    return runQuery(this.sql, sql, parameters)
  }

  streamQuery(): never {
    throw new Error("Streaming queries are not supported")
  }

  release() {}
}

/** A connection that no other query uses until it is released. */
export class ReservedConnection extends PooledConnection {
  constructor(readonly reserved: ReservedSQL) {
    super(reserved)
  }

  override release() {
    this.reserved.release()
  }
}
