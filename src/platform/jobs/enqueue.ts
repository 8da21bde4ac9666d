import { afterCommit, type Micros, now, type Trx } from "../database/database"
import { definitionOf } from "./definition"
import { wakeWorkers } from "./wake"

/**
 * Writes a job in the caller's transaction; it runs after the commit, or never if that fails.
 *
 * @param payload as the job's schema takes it, and as JSON can carry it
 * @throws when no job has this name, or the payload is not one that it takes
 */
export async function enqueue(
  trx: Trx,
  name: string,
  payload: unknown,
  { runAt }: { runAt?: Micros } = {},
) {
  const definition = definitionOf(name)
  if (!definition) throw new Error(`Cannot enqueue "${name}": no job has this name`)
  definition.check(payload)

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
