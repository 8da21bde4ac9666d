import { type Micros, now } from "../database/database"
import { log } from "../logger"
import { BadPayload, backoff, Discard, definitionOf, type JobContext } from "./definition"
import { complete, type Lease, markFailed, postpone } from "./lease"

const MAX_ERROR_LENGTH = 4000

/** Runs a leased job and records its result, unless the lease was lost (`signal`). */
export async function perform(lease: Lease, signal: AbortSignal) {
  const { id, name, attempts } = lease.job
  try {
    await run(lease, { id, attempt: attempts, signal })
  } catch (error) {
    if (!signal.aborted) await recordFailure(lease, error)
    return
  }
  if (signal.aborted) return

  await complete(lease)
  log.debug({ job: name, id }, "Job done")
}

async function run({ job }: Lease, context: JobContext) {
  const definition = definitionOf(job.name)
  if (!definition) throw new Error(`No job is named "${job.name}"`)
  // The worker crashed in every attempt, so another attempt would crash it again.
  if (job.attempts > definition.attempts) throw new Error(job.error ?? "The worker crashed")

  try {
    await definition.run(parsed(job.payload), context)
  } catch (error) {
    if (!(error instanceof Discard)) throw error
  }
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch (error) {
    throw new BadPayload(`The payload is not JSON: ${error}`)
  }
}

// During a rolling upgrade, another machine may know a job that is unknown here: it is retried,
// too.
async function recordFailure(lease: Lease, error: unknown) {
  const { id, name, attempts } = lease.job
  const definition = definitionOf(name)
  const isLast = error instanceof BadPayload || attempts >= (definition?.attempts ?? 10)
  const facts = { err: error, job: name, id, attempts }

  if (isLast) {
    log.error(facts, "Job failed for good")
    await markFailed(lease, describe(error))
  } else {
    log.warn(facts, "Job failed, will be retried")
    const delay = withJitter((definition?.backoff ?? backoff)(attempts))
    await postpone(lease, now() + delay, describe(error))
  }
}

/**
 * Between half the delay and all of it, so that jobs that failed together are not retried together.
 */
const withJitter = (delay: Micros): Micros => Math.round(delay * (0.5 + Math.random() / 2))

// PostgreSQL can't store NUL.
function describe(error: unknown) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return text.slice(0, MAX_ERROR_LENGTH).toWellFormed().replaceAll("\0", "")
}
