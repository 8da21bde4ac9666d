import type { Database } from "bun:sqlite"
import type { Kysely } from "kysely"
import type { Tables } from "./schema"
import { statement } from "./statements"
import { collectAfterCommit, runAfterCommit } from "./store"

type Trx = Kysely<Tables>

/** A queued transaction; its result is applied after the commit. */
type Queued = {
  run(trx: Trx, hasSavepoint: boolean): Promise<Executed | undefined>
  reject(error: unknown): void
}
type Executed = { commit(): void; reject(error: unknown): void }

const MAX_BATCH = 64

// A commit blocks the process for an fsync. While requests arrive, the pause between two commits is
// this many times the length of a commit, so commits take at most a ninth of the time, and a higher
// load puts more transactions into one commit. Nobody waits for requests that do not come.
const PAUSE = 8
const MAX_PAUSE = 10

let requests = 0

/** Counts a request, which may write and share the next commit. */
export function countRequest() {
  requests++
}

/**
 * Group commit: queued transactions run one after the other in one SQLite transaction and share one
 * commit and fsync. All but the first have a savepoint, to which they are rolled back when they
 * throw; the first has nothing before it to keep. If the commit fails, all of them are rejected, and
 * no callback has run.
 */
export class SharedCommits {
  readonly #sqlite: Database
  readonly #writer: Kysely<Tables>
  readonly #queue: Queued[] = []
  #draining: Promise<void> | undefined

  /** The number of commits so far. */
  count = 0

  #queued = 0
  #pauseEnds = 0

  constructor(sqlite: Database, writer: Kysely<Tables>) {
    this.#sqlite = sqlite
    this.#writer = writer
  }

  run<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    const settle = Promise.withResolvers<T>()
    this.#queue.push({
      run: (trx, hasSavepoint) => this.#execute(trx, hasSavepoint, work, settle),
      reject: settle.reject,
    })
    this.#queued++
    this.#draining ??= this.#drain()
    return settle.promise
  }

  /** Resolves when the queue is empty. */
  async settle() {
    while (this.#draining) await this.#draining
  }

  async #drain() {
    try {
      while (this.#queue.length > 0) {
        await this.#gather()
        await this.#commitTogether()
      }
    } finally {
      this.#draining = undefined
    }
  }

  /** Waits until the sockets have no further request to read, or the pause after a commit ends. */
  async #gather() {
    let arrived: number
    do {
      arrived = requests + this.#queued
      await endOfTurn()
      await endOfTurn()
    } while (
      arrived < requests + this.#queued &&
      this.#queue.length < MAX_BATCH &&
      performance.now() < this.#pauseEnds
    )
  }

  #commit() {
    const start = performance.now()
    this.#exec("commit")
    const end = performance.now()
    this.#pauseEnds = end + Math.min((end - start) * PAUSE, MAX_PAUSE)
    this.count++
  }

  async #commitTogether() {
    const executed: Executed[] = []
    try {
      for (let count = 0; count < MAX_BATCH; count++) {
        const queued = this.#queue.shift()
        if (!queued) break
        if (!this.#begin(queued)) return
        const success = await queued.run(this.#writer.withoutPlugins(), executed.length > 0)
        if (success) executed.push(success)
      }
      if (executed.length > 0) this.#commit()
    } catch (error) {
      for (const { reject } of executed) reject(error)
      if (this.#sqlite.inTransaction) this.#exec("rollback")
      return
    }
    for (const { commit } of executed) commit()
  }

  #begin(first: Queued) {
    if (this.#sqlite.inTransaction) return true
    try {
      this.#exec("begin immediate")
      return true
    } catch (error) {
      for (const { reject } of [first, ...this.#queue.splice(0)]) reject(error)
      return false
    }
  }

  async #execute<T>(
    trx: Trx,
    hasSavepoint: boolean,
    work: (trx: Trx) => Promise<T>,
    { resolve, reject }: Pick<PromiseWithResolvers<T>, "resolve" | "reject">,
  ): Promise<Executed | undefined> {
    const callbacks = collectAfterCommit(trx)
    try {
      if (hasSavepoint) this.#exec("savepoint work")
      const result = await work(trx)
      // Without this, a transaction that caught such an error would count as committed.
      if (!this.#sqlite.inTransaction) throw new Error("SQLite has rolled the transaction back")
      if (hasSavepoint) this.#exec("release work")
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
      if (!hasSavepoint) return void this.#exec("rollback")
      this.#exec("rollback to work")
      this.#exec("release work")
    }
  }

  #exec(sql: string) {
    statement(this.#sqlite, sql).run()
  }
}

/** Resolves after the current turn of the event loop; the second time, the sockets were read. */
const endOfTurn = () => new Promise(setImmediate)
