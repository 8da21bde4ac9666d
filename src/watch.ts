/** bin/dev: runs src/main.ts, and restarts it when a file under src changes. */

import { watch } from "node:fs"
import { join } from "node:path"
import { ROOT } from "./root"

const SOURCES = join(ROOT, "src")
const MAIN = join(SOURCES, "main.ts")

/** Milliseconds to wait for more changes: an editor or a checkout writes several files at once. */
const SETTLE = 100

let server = start()
let settled: Timer | undefined
let stopping = false

const watcher = watch(SOURCES, { recursive: true }, () => {
  clearTimeout(settled)
  settled = setTimeout(restart, SETTLE)
})

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop)

function start() {
  return Bun.spawn([process.execPath, MAIN], { stdio: ["ignore", "inherit", "inherit"] })
}

async function restart() {
  await end()
  if (!stopping) server = start()
}

async function stop() {
  stopping = true
  watcher.close()
  clearTimeout(settled)
  await end()
  process.exit(0)
}

async function end() {
  server.kill("SIGTERM")
  await server.exited
}
