import type { SQL } from "bun"
import { DefaultQueryExecutor, Kysely, type KyselyProps } from "kysely"
import type { Tables } from "../schema"
import { collectAfterCommit, type Reader, runAfterCommit, type Trx } from "../store"
import { bunPostgresDialect } from "./bun-postgres-dialect"
import { OpenTransaction } from "./open-transaction"

const ATTEMPTS = 5

/** Runs transactions, each on a connection of its own. */
export class Transactions {
  readonly #pool: SQL
  readonly #props: KyselyProps
  readonly #open = new WeakMap<Reader, OpenTransaction>()

  constructor(pool: SQL) {
    const dialect = bunPostgresDialect(() => Promise.reject(new Error("Not in a transaction")))
    this.#pool = pool
    this.#props = {
      config: { dialect },
      dialect,
      driver: dialect.createDriver(),
      executor: new DefaultQueryExecutor(dialect.createQueryCompiler(), dialect.createAdapter(), {
        provideConnection: () => Promise.reject(new Error("Not in a transaction")),
      }),
    }
  }

  /** Runs `work` again after a deadlock, a serialization failure or the loss of the connection. */
  async run<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const connection = await this.#pool.reserve()
      const transaction = new OpenTransaction(connection)
      try {
        return await this.#complete(transaction, work)
      } catch (error) {
        if (attempt === ATTEMPTS || !transaction.mayRunAgain(error)) throw error
      } finally {
        connection.release()
      }
      await Bun.sleep(Math.random() * 10 * attempt)
    }
  }

  of(trx: Reader): OpenTransaction {
    const transaction = this.#open.get(trx)
    if (!transaction) throw new Error("This is no transaction of the configured database")
    return transaction
  }

  async #complete<T>(transaction: OpenTransaction, work: (trx: Trx) => Promise<T>) {
    const trx = this.#trx(transaction)
    const callbacks = collectAfterCommit(trx)
    const result = await transaction.complete(() => work(trx))
    runAfterCommit(callbacks)
    return result
  }

  #trx(transaction: OpenTransaction): Trx {
    const executor = this.#props.executor.withConnectionProvider({
      provideConnection: (consumer) => consumer(transaction),
    })
    const trx = new Kysely<Tables>({ ...this.#props, executor })
    this.#open.set(trx, transaction)
    return trx
  }
}
