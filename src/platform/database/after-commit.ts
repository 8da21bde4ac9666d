import type { Kysely } from "kysely"
import { log } from "../logger"
import type { Tables } from "./schema"

type Callback = () => void

const pending = new WeakMap<Kysely<Tables>, Callback[]>()

/**
 * Runs `callback` when `trx` is durable; a rollback drops it. External effects, such as broadcasts,
 * belong here. Callbacks run in order, and a failure does not stop the others.
 */
export function afterCommit(trx: Kysely<Tables>, callback: Callback) {
  const callbacks = pending.get(trx)
  if (!callbacks) throw new Error("afterCommit needs a running transaction")
  callbacks.push(callback)
}

/** For the stores only: call it when `trx` begins. */
export function collectAfterCommit(trx: Kysely<Tables>) {
  const callbacks: Callback[] = []
  pending.set(trx, callbacks)
  return callbacks
}

/** For the stores only: call it when the transaction is durable. */
export function runAfterCommit(callbacks: Callback[]) {
  for (const callback of callbacks) {
    try {
      callback()
    } catch (error) {
      log.error({ err: error }, "An afterCommit callback failed; the transaction is committed")
    }
  }
}
