import type { Database } from "bun:sqlite"
import type { Kysely } from "kysely"
import { collectAfterCommit, runAfterCommit } from "./after-commit"
import type { Tables } from "./schema"
import { statement } from "./statements"

type Trx = Kysely<Tables>

/** A transaction that waits: runs in a savepoint, and gives what to do once that is durable. */
type Turn = { take(trx: Trx): Promise<Taken | undefined>; reject(error: unknown): void }
type Taken = { commit(): void; reject(error: unknown): void }

const MOST_TURNS = 64

// A commit waits for the disk, and nothing else happens meanwhile. Under load, commits keep this
// many times their own length between them, so they take a ninth of the time at most, and the
// more posts there are, the more share one. Whoever posts into the quiet waits for nobody.
const PAUSE = 8
const LONGEST_PAUSE = 10

/**
 * Group commit: transactions that wait at the same time run one after another inside one SQLite
 * transaction, each in a savepoint of its own, and share the commit with its flush to disk.
 * One that throws is rolled back to its savepoint alone; if the commit fails, all of them do, and
 * nobody has been told anything else by then.
 */
export class SharedCommits {
  readonly #sqlite: Database
  readonly #writer: Kysely<Tables>
  readonly #turns: Turn[] = []
  #draining: Promise<void> | undefined

  /** How many commits there have been through here. */
  count = 0

  #nextAt = 0

  constructor(sqlite: Database, writer: Kysely<Tables>) {
    this.#sqlite = sqlite
    this.#writer = writer
  }

  run<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#turns.push({ take: (trx) => this.#take(trx, work, resolve, reject), reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Resolves when nobody waits any more. */
  async settle() {
    while (this.#draining) await this.#draining
  }

  async #drain() {
    // Requests that arrived together get to their transactions before the first of them commits.
    await new Promise(setImmediate)
    try {
      while (this.#turns.length > 0) {
        await this.#pause()
        await this.#commitTogether()
      }
    } finally {
      this.#draining = undefined
    }
  }

  async #pause() {
    const pause = this.#nextAt - performance.now()
    if (pause > 0) await Bun.sleep(pause)
  }

  #commit() {
    const start = performance.now()
    this.#exec("commit")
    const end = performance.now()
    this.#nextAt = end + Math.min((end - start) * PAUSE, LONGEST_PAUSE)
    this.count++
  }

  async #commitTogether() {
    if (!this.#begin()) return
    const taken: Taken[] = []
    try {
      for (let count = 0; count < MOST_TURNS; count++) {
        const turn = this.#turns.shift()
        if (!turn) break
        const success = await turn.take(this.#writer.withoutPlugins())
        if (success) taken.push(success)
      }
      this.#commit()
    } catch (error) {
      for (const { reject } of taken) reject(error)
      if (this.#sqlite.inTransaction) this.#exec("rollback")
      return
    }
    for (const { commit } of taken) commit()
  }

  #begin() {
    try {
      this.#exec("begin immediate")
      return true
    } catch (error) {
      for (const { reject } of this.#turns.splice(0)) reject(error)
      return false
    }
  }

  async #take<T>(
    trx: Trx,
    work: (trx: Trx) => Promise<T>,
    resolve: (result: T) => void,
    reject: (error: unknown) => void,
  ): Promise<Taken | undefined> {
    const consequences = collectAfterCommit(trx)
    try {
      this.#exec("savepoint turn")
      const result = await work(trx)
      this.#exec("release turn")
      return {
        commit() {
          runAfterCommit(consequences)
          resolve(result)
        },
        reject,
      }
    } catch (error) {
      reject(error)
      // A full disk and the like end the whole transaction, and with it the turns before this one.
      if (!this.#sqlite.inTransaction) throw error
      this.#exec("rollback to turn")
      this.#exec("release turn")
    }
  }

  #exec(sql: string) {
    statement(this.#sqlite, sql).run()
  }
}
