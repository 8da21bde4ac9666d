import { randomUUID } from "node:crypto"
import {
  type Argument,
  dialect,
  type Micros,
  now,
  prepared,
  transaction,
} from "../database/database"
import type { Job } from "./table"

/** A job that this worker holds. Every update of its row checks the token. */
export type Lease = { job: Job; token: string }

const earliestJob = prepared((db, argument: Argument<{ time: Micros }>) =>
  db
    .selectFrom("jobs")
    .select("run_at")
    .where("failed_at", "is", null)
    .where((is) =>
      is.or([is("leased_until", "is", null), is("leased_until", "<=", argument("time"))]),
    )
    .orderBy("run_at")
    .limit(1),
)

/** The time of the earliest job without a lease; null without any. Reads only, so it is cheap. */
export async function nextDue(): Promise<Micros | null> {
  const [first] = await earliestJob({ time: now() })
  return first?.run_at ?? null
}

/**
 * Leases up to `count` due jobs without a valid lease, oldest first. Two workers never get the same
 * job: SQLite has a single writer, and PostgreSQL skips locked rows.
 */
export async function leaseDue(count: number, length: Micros): Promise<Lease[]> {
  const token = randomUUID()
  const jobs = await transaction(async (trx) => {
    const time = now()
    let due = trx
      .selectFrom("jobs")
      .select("id")
      .where("failed_at", "is", null)
      .where("run_at", "<=", time)
      .where((is) => is.or([is("leased_until", "is", null), is("leased_until", "<=", time)]))
      .orderBy("run_at")
      .orderBy("id")
      .limit(count)
    if (dialect() === "postgres") due = due.forUpdate().skipLocked()

    const ids = (await due.execute()).map(({ id }) => id)
    if (ids.length === 0) return []
    return trx
      .updateTable("jobs")
      .set((set) => ({
        lease: token,
        leased_until: time + length,
        attempts: set("attempts", "+", 1),
        updated_at: time,
      }))
      .where("id", "in", ids)
      .returningAll()
      .execute()
  })
  return jobs.sort((a, b) => a.run_at - b.run_at || a.id - b.id).map((job) => ({ job, token }))
}

/** @returns the leases that were still held and are extended */
export async function extend(leases: Lease[], length: Micros): Promise<Set<Lease>> {
  const held = await transaction((trx) =>
    trx
      .updateTable("jobs")
      .set({ leased_until: now() + length })
      .where((is) => is.or(leases.map(({ job, token }) => is.and({ id: job.id, lease: token }))))
      .returning(["id", "lease"])
      .execute(),
  )
  return new Set(
    leases.filter(({ job, token }) =>
      held.some(({ id, lease }) => id === job.id && lease === token),
    ),
  )
}

/** Releases a lease without counting the attempt. */
export const release = (lease: Lease) => change(lease, (job) => ({ attempts: job.attempts - 1 }))

/** Schedules the next attempt. */
export const postpone = (lease: Lease, runAt: Micros, error: string) =>
  change(lease, () => ({ run_at: runAt, error }))

/** Marks a job as failed for good. The row stays for the operator. */
export const markFailed = (lease: Lease, error: string) =>
  change(lease, () => ({ failed_at: now(), error }))

export async function complete({ job, token }: Lease) {
  await transaction((trx) =>
    trx.deleteFrom("jobs").where("id", "=", job.id).where("lease", "=", token).execute(),
  )
}

type Change = Partial<Pick<Job, "attempts" | "run_at" | "failed_at" | "error">>

async function change({ job, token }: Lease, to: (job: Job) => Change) {
  await transaction((trx) =>
    trx
      .updateTable("jobs")
      .set({ ...to(job), lease: null, leased_until: null, updated_at: now() })
      .where("id", "=", job.id)
      .where("lease", "=", token)
      .execute(),
  )
}
