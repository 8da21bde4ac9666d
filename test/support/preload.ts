/** Setup before the first test file and cleanup after the last. */

import { afterAll, setDefaultTimeout } from "bun:test"
import { log } from "../../src/platform/logger"
import { closeBrowser } from "./browser"
import { killServers, stopServers } from "./server"
import { TEST_TIMEOUT } from "./timeouts"

// Applies to the first file of a run; bin/test sets the same timeout for all.
setDefaultTimeout(TEST_TIMEOUT)

// Tests provoke errors on purpose.
log.level = process.env.LOG_LEVEL ?? "silent"

afterAll(async () => {
  await closeBrowser()
  await stopServers()
})

// An interrupted run leaves no servers behind.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.once(signal, () => {
    killServers()
    process.exit(1)
  })
