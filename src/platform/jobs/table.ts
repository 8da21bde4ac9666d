import type { Generated, Selectable } from "kysely"
import type { Micros } from "../database/database"

/** A job that is queued, running or failed for good. A job that succeeded is deleted. */
export interface JobTable {
  id: Generated<number>
  name: string
  /** JSON that matches the job's schema. */
  payload: string
  run_at: Micros
  /** Attempts so far, including the running one. */
  attempts: Generated<number>
  /** When the lease expires and another worker may take the job. */
  leased_until: Micros | null
  /** A random token of the holder, new with every lease. */
  lease: string | null
  failed_at: Micros | null
  /** The error of the last attempt. */
  error: string | null
  created_at: Micros
  updated_at: Micros
}

export type Job = Selectable<JobTable>

declare module "../database/schema" {
  interface Tables {
    jobs: JobTable
  }
}
