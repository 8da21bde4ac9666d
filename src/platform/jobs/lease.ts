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

/** A job that is ours for now. Every change of its row asks whether it still is. */
export type Lease = { job: Job; token: string }

const firstInLine = prepared((db, argument: Argument<{ time: Micros }>) =>
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

/** When the first job that nobody holds is due; null without any. Asks the reader, so it is cheap. */
export async function nextDue(): Promise<Micros | null> {
  const [first] = await firstInLine({ time: now() })
  return first?.run_at ?? null
}

/**
 * Takes up to `count` due jobs, the oldest first, that nobody holds or whose holder let the lease
 * run out. Two workers never get the same: SQLite lets one write at a time, and in PostgreSQL each
 * skips the rows that the other is about to take.
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

/** @returns those of `leases` that were still held; only they last longer now */
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

/** Gives a job back that was begun but not ended, as if it had never been taken. */
export const release = (lease: Lease) => change(lease, (job) => ({ attempts: job.attempts - 1 }))

/** Lets a job wait for its next attempt. */
export const postpone = (lease: Lease, runAt: Micros, error: string) =>
  change(lease, () => ({ run_at: runAt, error }))

/** Keeps a job for people to see; nobody takes it again. */
export const bury = (lease: Lease, error: string) =>
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
