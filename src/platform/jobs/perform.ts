import { now } from "../database/database"
import { log } from "../logger"
import { backoff, spread } from "./backoff"
import { BadPayload, Discard, definitionOf, type JobContext } from "./definition"
import { bury, complete, type Lease, postpone } from "./lease"

const LONGEST_ERROR = 4000

/** Runs a leased job and writes down how it ended, unless `signal` says it is ours no more. */
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
  // Whatever ended the process each time would end it again.
  if (job.attempts > definition.attempts) throw new Error(job.error ?? "It never came to an end")

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
    throw new BadPayload(`A payload that is not JSON: ${error}`)
  }
}

// A name that is unknown here may be known to the next machine, in the middle of an upgrade: such
// a job waits for it as for any other attempt.
async function recordFailure(lease: Lease, error: unknown) {
  const { id, name, attempts } = lease.job
  const definition = definitionOf(name)
  const isLast = error instanceof BadPayload || attempts >= (definition?.attempts ?? 10)
  const facts = { err: error, job: name, id, attempts }

  if (isLast) {
    log.error(facts, "Job failed for good")
    await bury(lease, words(error))
  } else {
    log.warn(facts, "Job failed, to be tried again")
    const pause = spread((definition?.backoff ?? backoff)(attempts))
    await postpone(lease, now() + pause, words(error))
  }
}

// PostgreSQL stores no NUL, and nobody reads more than so much.
function words(error: unknown) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return text.slice(0, LONGEST_ERROR).toWellFormed().replaceAll("\0", "")
}
