import type { Database } from "bun:sqlite"
import type { Kysely } from "kysely"
import type { Tables } from "./schema"
import { statement } from "./statements"
import { collectAfterCommit, runAfterCommit } from "./store"

type Trx = Kysely<Tables>

/**
 * A queued transaction. `run` executes it in a savepoint; its result is applied after the commit.
 */
type Queued = { run(trx: Trx): Promise<Executed | undefined>; reject(error: unknown): void }
type Executed = { commit(): void; reject(error: unknown): void }

const MAX_BATCH = 64

// A commit blocks the process for an fsync. Under load, the pause between two commits is this many
// times the length of a commit, so commits take at most a ninth of the time, and a higher load puts
// more transactions into one commit. Without load there is no pause.
const PAUSE = 8
const MAX_PAUSE = 10

/**
 * Group commit: queued transactions run one after the other in one SQLite transaction, each in its
 * own savepoint, and share one commit and fsync. A transaction that throws is rolled back to its
 * savepoint. If the commit fails, all of them are rejected, and no callback has run.
 */
export class SharedCommits {
  readonly #sqlite: Database
  readonly #writer: Kysely<Tables>
  readonly #queue: Queued[] = []
  #draining: Promise<void> | undefined

  /** The number of commits so far. */
  count = 0

  #nextAt = 0

  constructor(sqlite: Database, writer: Kysely<Tables>) {
    this.#sqlite = sqlite
    this.#writer = writer
  }

  run<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ run: (trx) => this.#execute(trx, work, resolve, reject), reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Resolves when the queue is empty. */
  async settle() {
    while (this.#draining) await this.#draining
  }

  async #drain() {
    // Lets requests that arrived together queue their transactions before the first commit.
    await new Promise(setImmediate)
    try {
      while (this.#queue.length > 0) {
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
    this.#nextAt = end + Math.min((end - start) * PAUSE, MAX_PAUSE)
    this.count++
  }

  async #commitTogether() {
    if (!this.#begin()) return
    const executed: Executed[] = []
    try {
      for (let count = 0; count < MAX_BATCH; count++) {
        const queued = this.#queue.shift()
        if (!queued) break
        const success = await queued.run(this.#writer.withoutPlugins())
        if (success) executed.push(success)
      }
      this.#commit()
    } catch (error) {
      for (const { reject } of executed) reject(error)
      if (this.#sqlite.inTransaction) this.#exec("rollback")
      return
    }
    for (const { commit } of executed) commit()
  }

  #begin() {
    try {
      this.#exec("begin immediate")
      return true
    } catch (error) {
      for (const { reject } of this.#queue.splice(0)) reject(error)
      return false
    }
  }

  async #execute<T>(
    trx: Trx,
    work: (trx: Trx) => Promise<T>,
    resolve: (result: T) => void,
    reject: (error: unknown) => void,
  ): Promise<Executed | undefined> {
    const callbacks = collectAfterCommit(trx)
    try {
      this.#exec("savepoint work")
      const result = await work(trx)
      this.#exec("release work")
      return {
        commit() {
          runAfterCommit(callbacks)
          resolve(result)
        },
        reject,
      }
    } catch (error) {
      reject(error)
      // Some errors, such as a full disk, roll back the whole transaction with all savepoints.
      if (!this.#sqlite.inTransaction) throw error
      this.#exec("rollback to work")
      this.#exec("release work")
    }
  }

  #exec(sql: string) {
    statement(this.#sqlite, sql).run()
  }
}
