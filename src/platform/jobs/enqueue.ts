import { afterCommit, type Micros, now, type Trx } from "../database/database"
import { definitionOf, type JobDefinition } from "./definition"
import { wakeWorkers } from "./wake"

/**
 * Inserts a job in the caller's transaction. It runs after the commit, and not after a rollback.
 *
 * @param payload JSON that matches the job's schema
 * @throws when the job is not registered or the payload is invalid
 */
export async function enqueue<Payload>(
  trx: Trx,
  job: JobDefinition<Payload>,
  payload: Payload,
  { runAt }: { runAt?: Micros } = {},
) {
  const { name } = job
  if (definitionOf(name) !== job) throw new Error(`Cannot enqueue "${name}": it is not registered`)
  job.check(payload)

  const time = now()
  await trx
    .insertInto("jobs")
    .values({
      name,
      payload: JSON.stringify(payload),
      run_at: runAt ?? time,
      created_at: time,
      updated_at: time,
    })
    .execute()
  afterCommit(trx, wakeWorkers)
}
