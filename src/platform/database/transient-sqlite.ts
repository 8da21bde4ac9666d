import { Database, SQLiteError } from "bun:sqlite"
import { rmSync } from "node:fs"
import { log } from "../logger"
import { TRANSIENT_VERSION, transientTables } from "./transient-tables"

/**
 * Opens the file of the tables that a crash may lose. It is written without fsync, so a power
 * failure can damage it; then, and after an update that changes its tables, an empty one takes its
 * place.
 *
 * One process at a time opens it. Another process that had opened the damaged file would delete the
 * new WAL file when it closes, because SQLite deletes it by name.
 *
 * @param main the durable database, whose write lock the processes share
 */
export const openTransient = (path: string, main: Database): Database =>
  holdingWriteLock(main, () => openIntact(path) ?? replace(path))

/** @returns null when the file has to be replaced */
function openIntact(path: string): Database | null {
  const sqlite = new Database(path, { create: true, readwrite: true, strict: true })
  try {
    sqlite.exec("PRAGMA busy_timeout = 5000")
    sqlite.exec("PRAGMA journal_mode = WAL")
    sqlite.exec("PRAGMA synchronous = OFF")
    if (isIntact(sqlite) && hasTables(sqlite)) return sqlite
  } catch (error) {
    if (!isDamage(error)) throw error
  }
  log.warn({ path }, "Presence starts empty: its file is damaged or of another version")
  sqlite.close()
  return null
}

function isIntact(sqlite: Database) {
  const found = sqlite.query<{ quick_check: string }, []>("PRAGMA quick_check(1)").get()
  return found?.quick_check === "ok"
}

function hasTables(sqlite: Database) {
  const version = () =>
    sqlite.query<{ user_version: number }, []>("PRAGMA user_version").get()?.user_version
  const create = sqlite.transaction(() => {
    for (const statement of transientTables("sqlite")) sqlite.exec(statement)
    sqlite.exec(`PRAGMA user_version = ${TRANSIENT_VERSION}`)
  })
  if (version() === 0) create.immediate()
  return version() === TRANSIENT_VERSION
}

const isDamage = (error: unknown) =>
  error instanceof SQLiteError && ["SQLITE_CORRUPT", "SQLITE_NOTADB"].includes(error.code ?? "")

function replace(path: string) {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true })
  const sqlite = openIntact(path)
  if (!sqlite) throw new Error(`Cannot create ${path}`)
  return sqlite
}

function holdingWriteLock<T>(main: Database, work: () => T): T {
  main.exec("begin immediate")
  try {
    return work()
  } finally {
    main.exec("rollback")
  }
}
