import type { ReservedSQL } from "bun"
import { ReservedConnection } from "./bun-postgres-dialect"
import { isConflict, isConnectionLost } from "./errors"

/**
 * A transaction on a reserved connection. BEGIN is sent together with the first statement, because
 * nothing awaits its result before the commit.
 */
export class OpenTransaction extends ReservedConnection {
  readonly #begun: Promise<unknown>
  readonly #unawaited: Promise<unknown>[] = []
  /** The error of the first failed statement among those that are awaited at the commit. */
  #failure: { error: unknown } | undefined
  #ended = false
  #commitSent = false

  constructor(reserved: ReservedSQL) {
    super(reserved)
    // Bun prepares a template. `unsafe` without parameters would be a simple query, and Bun would
    // wait for its result before it sends the next statement.
    this.#begun = reserved`begin`.execute()
  }

  /** Rolls back when `statement` fails. */
  awaitAtCommit(statement: Promise<unknown>) {
    this.#unawaited.push(
      statement.catch((error: unknown) => {
        this.#failure ??= { error }
      }),
    )
  }

  /** Runs `work` and commits, or rolls back when it throws. */
  async complete<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work()
      await this.#commit()
      return result
    } catch (error) {
      await this.#rollBack()
      // All later statements fail, too, but only the first error says why.
      throw this.#failure ? this.#failure.error : error
    }
  }

  /** False when the connection was lost after COMMIT was sent: the server may have committed. */
  mayRunAgain(error: unknown) {
    return isConflict(error) || (isConnectionLost(error) && !this.#commitSent)
  }

  override query(sql: string, parameters: readonly unknown[]) {
    // After COMMIT, the connection would execute the statement outside the transaction.
    if (this.#ended) return Promise.reject(new Error("The transaction has ended"))
    return super.query(sql, parameters)
  }

  async #commit() {
    this.#ended = true
    this.#commitSent = true
    const [, { command }] = await Promise.all([
      this.#begun,
      this.reserved`commit`,
      ...this.#unawaited,
    ])
    // After a failed statement, COMMIT succeeds and rolls back.
    if (command !== "COMMIT")
      throw new Error("The transaction was rolled back, because one of its statements had failed")
  }

  async #rollBack() {
    this.#ended = true
    try {
      await this.reserved`rollback`
    } catch {
      // The connection is lost. The server rolls back, and the pool opens another one.
    }
  }
}
