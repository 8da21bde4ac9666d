import { Database, type Statement } from "bun:sqlite"

const METHODS = ["all", "get", "run", "values"] as const

/**
 * Records the SQL that runs on the SQLite databases of this process, in its order. A statement that
 * was prepared before is not recorded, so call this before the database is opened.
 */
export function recordStatements() {
  const statements: string[] = []
  const { prepare } = Database.prototype
  Object.defineProperty(Database.prototype, "prepare", {
    configurable: true,
    writable: true,
    value(this: Database, sql: string) {
      return recordRuns(prepare.call(this, sql), () => statements.push(sql))
    },
  })
  return {
    statements,
    [Symbol.dispose]() {
      Database.prototype.prepare = prepare
    },
  }
}

function recordRuns(statement: Statement, onRun: () => void) {
  for (const name of METHODS) {
    const run: (...parameters: never[]) => unknown = statement[name]
    Object.defineProperty(statement, name, {
      value(...parameters: never[]) {
        onRun()
        return run.apply(statement, parameters)
      },
    })
  }
  return statement
}
