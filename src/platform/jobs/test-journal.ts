import { appendFileSync } from "node:fs"
import { z } from "zod"
import { job, registerJobs } from "./job"

const Entry = z.object({ key: z.string(), ms: z.number() })

/** Registers a job for tests with several processes: it appends to `file` when it begins and ends. */
export function registerJournal(file: string) {
  const journal = job("journal", Entry, async ({ key, ms }, { signal }) => {
    appendFileSync(file, `begin ${key} ${process.pid}\n`)
    await Bun.sleep(ms)
    if (!signal.aborted) appendFileSync(file, `end ${key} ${process.pid}\n`)
  })
  registerJobs([journal])
  return journal
}
