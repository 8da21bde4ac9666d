/** A worker process for tests: test-worker.ts STORAGE DATABASE_URL JOURNAL LEASE_SECONDS */

import { configureStore, openStore, seconds } from "../database/database"
import { startWorker } from "./job"
import { registerJournal } from "./test-journal"

const [storage = "", databaseUrl = "", journal = "", lease = ""] = process.argv.slice(2)

configureStore(await openStore(storage, databaseUrl || null))
registerJournal(journal)
startWorker({ poll: seconds(0.05), lease: seconds(Number(lease)), concurrency: 5 })
