import type { Generated, Selectable } from "kysely"
import type { Micros } from "../database/database"

/** A job that waits, runs or has failed for good; one that succeeded has no row any more. */
export interface JobTable {
  id: Generated<number>
  name: string
  /** JSON, as the job's schema takes it. */
  payload: string
  run_at: Micros
  /** How often it was begun. */
  attempts: Generated<number>
  /** Until then it belongs to whoever holds the lease; from then on to whoever comes first. */
  leased_until: Micros | null
  /** A word that only the holder knows, new with every lease. */
  lease: string | null
  failed_at: Micros | null
  /** What went wrong last. */
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
