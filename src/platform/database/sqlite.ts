import { Database } from "bun:sqlite"
import { mkdirSync } from "node:fs"
import { dirname, join } from "node:path"
import { Kysely } from "kysely"
import { bunSqliteDialect } from "./bun-sqlite-dialect"
import { migrate } from "./migrate"
import type { Tables } from "./schema"
import { SharedCommits } from "./shared-commits"
import { SqliteVersions } from "./sqlite-versions"
import { closeWithStatements, statement } from "./statements"
import type { Reader, Store } from "./store"
import { openTransient } from "./transient-sqlite"

/**
 * One connection that writes and one that reads while a transaction is open: WAL lets them work side
 * by side. A third writes the transient tables in a file of their own, so that these writes neither
 * wait for the shared commits nor force one, and leave `version` alone. The reading connection sees
 * both files.
 *
 * The writing connection must not attach the second file: its BEGIN IMMEDIATE would lock that file,
 * too, and until the shared commit it would see those tables as they were at its start.
 *
 * After every commit of another connection, SQLite drops all pages that a connection has cached. So
 * prepared queries use the writing connection, which keeps them, unless a transaction is open there.
 */
export async function openSqlite(path: string): Promise<Store> {
  mkdirSync(dirname(path), { recursive: true })
  const writing = connect(path)
  const writer = new Kysely<Tables>({ dialect: bunSqliteDialect(writing) })
  const transientPath = join(dirname(path), "transient.sqlite3")
  const transientWriting = openTransient(transientPath, writing)
  const transient = new Kysely<Tables>({ dialect: bunSqliteDialect(transientWriting) })
  const reading = connect(path)
  reading.run("ATTACH DATABASE ? AS transient", [transientPath])
  reading.exec("PRAGMA query_only = ON")
  // SQLite would unmap the file after every commit, and page faults cost more than reading it.
  reading.exec("PRAGMA mmap_size = 0")
  const reader = new Kysely<Tables>({ dialect: bunSqliteDialect(reading) })
  const commits = new SharedCommits(writing, writer)
  const versions = new SqliteVersions(reading, commits)

  const isTransient = queriesOfTransient(reading)

  function connectionOf(on: Reader, sql: string) {
    if (on === transient) return transientWriting
    return on === reader && (writing.inTransaction || isTransient(sql)) ? reading : writing
  }

  return {
    dialect: "sqlite",
    reader,
    reading: reader,
    transient,
    transaction: (work) => commits.run(work),
    rows(on, sql, parameters) {
      const bound = parameters as (string | number | null)[] // what Kysely compiled for SQLite
      try {
        return Promise.resolve(statement(connectionOf(on, sql), sql).all(...bound))
      } catch (error) {
        return Promise.reject(error)
      }
    },
    // SQLite has run the statement already.
    awaitAtCommit: (_, statement) => statement,
    version: () => versions.current(),
    migrate: () => migrate(writer, "sqlite"),
    async close() {
      await commits.settle()
      versions.close()
      closeWithStatements(reading)
      writing.exec("PRAGMA optimize")
      closeWithStatements(writing)
      closeWithStatements(transientWriting)
    },
  }
}

/** @returns whether a prepared query reads one of the transient tables */
function queriesOfTransient(reading: Database) {
  const tables = reading
    .query<{ name: string }, []>("select name from transient.sqlite_master where type = 'table'")
    .all()
    .map(({ name }) => name)
  const named = new RegExp(`\\b(?:${tables.join("|")})\\b`)
  const known = new Map<string, boolean>()
  return (sql: string) => {
    const answer = known.get(sql) ?? named.test(sql)
    known.set(sql, answer)
    return answer
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
