/** A process that opens a database, migrates it and exits. */

import { openStore } from "../../src/platform/database/database"

const [storage = "", databaseUrl = ""] = process.argv.slice(2)
const store = await openStore(storage, databaseUrl || null)
await store.migrate()
await store.close()
