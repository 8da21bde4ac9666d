import type { Kysely } from "kysely"
import { log } from "../logger"
import type { Tables } from "./schema"

type Consequence = () => void

const waiting = new WeakMap<Kysely<Tables>, Consequence[]>()

/**
 * Leaves `consequence` for when `trx` is durable; a rollback drops it. Nothing that the world hears
 * of may happen earlier. Consequences run in order, and one that fails stops no other.
 */
export function afterCommit(trx: Kysely<Tables>, consequence: Consequence) {
  const consequences = waiting.get(trx)
  if (!consequences) throw new Error("afterCommit needs the transaction that it waits for")
  consequences.push(consequence)
}

/** For the stores alone: `trx` begins to collect consequences. */
export function collectAfterCommit(trx: Kysely<Tables>) {
  const consequences: Consequence[] = []
  waiting.set(trx, consequences)
  return consequences
}

/** For the stores alone: the transaction is durable. */
export function runAfterCommit(consequences: Consequence[]) {
  for (const consequence of consequences) {
    try {
      consequence()
    } catch (error) {
      log.error({ err: error }, "What follows a commit failed; the commit stands")
    }
  }
}
