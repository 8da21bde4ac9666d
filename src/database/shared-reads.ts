import type { Database } from "bun:sqlite"
import { statement } from "./statements"

/**
 * What is read in one turn of the event loop is read in one transaction. To find the state of the
 * database costs SQLite more than a row does; so it is found once, and requests that came together
 * share it.
 */
export class SharedReads {
  readonly #sqlite: Database
  #endOfTurn: NodeJS.Immediate | undefined

  constructor(sqlite: Database) {
    this.#sqlite = sqlite
  }

  rows(sql: string, parameters: (string | number | null)[]): unknown[] {
    if (!this.#sqlite.inTransaction) this.#begin()
    return statement(this.#sqlite, sql).all(...parameters)
  }

  /** From now on what is read is as new as can be: before a commit, and before the end. */
  end() {
    clearImmediate(this.#endOfTurn)
    if (this.#sqlite.inTransaction) statement(this.#sqlite, "commit").run()
  }

  #begin() {
    statement(this.#sqlite, "begin").run()
    this.#endOfTurn = setImmediate(() => this.end())
  }
}
