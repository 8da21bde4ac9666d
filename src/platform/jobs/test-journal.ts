import { appendFileSync } from "node:fs"
import { z } from "zod"
import { defineJob } from "./job"

const Entry = z.object({ key: z.string(), ms: z.number() })

/** A job for tests that several processes run: writes into `file` when it begins and ends. */
export function defineJournal(file: () => string) {
  defineJob("journal", Entry, async ({ key, ms }, { signal }) => {
    appendFileSync(file(), `begin ${key} ${process.pid}\n`)
    await Bun.sleep(ms)
    if (!signal.aborted) appendFileSync(file(), `end ${key} ${process.pid}\n`)
  })
}
