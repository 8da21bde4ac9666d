import {
  type Argument,
  afterCommit,
  awaitAtCommit,
  type Micros,
  now,
  prepared,
  type Trx,
} from "../database/database"
import { definitionOf, type JobContext, type JobDefinition } from "./definition"
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
  const row = { name, payload: JSON.stringify(payload), run_at: runAt ?? time, time }
  await awaitAtCommit(trx, insertJob(row, trx))
  afterCommit(trx, wakeWorkers)
}

/**
 * Replaces the running job with the next part of its work, so that a crash leaves one of the two.
 *
 * @returns false when another worker has done so after this one lost its lease
 */
export async function replaceJob<Payload>(
  trx: Trx,
  running: JobContext,
  job: JobDefinition<Payload>,
  payload: Payload,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom("jobs")
    .where("id", "=", running.id)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) return false
  await enqueue(trx, job, payload)
  return true
}

type NewJob = { name: string; payload: string; run_at: Micros; time: Micros }

const insertJob = prepared((db, argument: Argument<NewJob>) =>
  db.insertInto("jobs").values({
    name: argument("name"),
    payload: argument("payload"),
    run_at: argument("run_at"),
    created_at: argument("time"),
    updated_at: argument("time"),
  }),
)
