/** What every test run needs, before the first file and after the last. */

import { afterAll, setDefaultTimeout } from "bun:test"
import { log } from "../../src/platform/logger"
import { closeBrowser } from "./browser"
import { killServers, stopServers } from "./server"
import { TEST_TIMEOUT } from "./timeouts"

// For the first file of a run, whatever its command says; for the others, bin/test says the same.
setDefaultTimeout(TEST_TIMEOUT)

// Refusals that tests provoke are no news.
log.level = process.env.LOG_LEVEL ?? "silent"

afterAll(async () => {
  await closeBrowser()
  await stopServers()
})

// Whoever breaks a run off finds no servers left behind.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.once(signal, () => {
    killServers()
    process.exit(1)
  })
