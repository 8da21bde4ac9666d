import { Database } from "bun:sqlite"
import { mkdirSync } from "node:fs"
import { dirname } from "node:path"
import { Kysely } from "kysely"
import { bunSqliteDialect } from "./bun-sqlite-dialect"
import { migrate } from "./migrate"
import type { Tables } from "./schema"
import { SharedCommits } from "./shared-commits"
import { SqliteVersions } from "./sqlite-versions"
import { closeWithStatements, statement } from "./statements"
import type { Store } from "./store"

/** One connection that writes and one that reads: WAL lets them work side by side. */
export async function openSqlite(path: string): Promise<Store> {
  mkdirSync(dirname(path), { recursive: true })
  const writing = connect(path)
  const writer = new Kysely<Tables>({ dialect: bunSqliteDialect(writing) })
  const reading = connect(path)
  reading.exec("PRAGMA query_only = ON")
  const reader = new Kysely<Tables>({ dialect: bunSqliteDialect(reading) })
  const commits = new SharedCommits(writing, writer)
  const versions = new SqliteVersions(reading, commits)

  return {
    dialect: "sqlite",
    reader,
    transaction: (work) => commits.run(work),
    async rows(on, sql, parameters) {
      const bound = parameters as (string | number | null)[] // what Kysely compiled for SQLite
      return statement(on === reader ? reading : writing, sql).all(...bound)
    },
    version: () => versions.current(),
    migrate: () => migrate(writer, "sqlite"),
    async close() {
      await commits.settle()
      versions.close()
      closeWithStatements(reading)
      writing.exec("PRAGMA optimize")
      closeWithStatements(writing)
    },
  }
}

function connect(path: string) {
  const sqlite = new Database(path, { create: true, readwrite: true, strict: true })
  sqlite.exec("PRAGMA busy_timeout = 5000")
  sqlite.exec("PRAGMA journal_mode = WAL")
  sqlite.exec("PRAGMA foreign_keys = ON")
  // FULL, not NORMAL: what we acknowledged survives a pulled plug. Transactions that arrive
  // together share one commit, so its price is paid once for all of them.
  sqlite.exec("PRAGMA synchronous = FULL")
  sqlite.exec("PRAGMA journal_size_limit = 67108864")
  sqlite.exec("PRAGMA mmap_size = 134217728")
  sqlite.exec("PRAGMA cache_size = -8000")
  sqlite.exec("PRAGMA temp_store = MEMORY")
  return sqlite
}
