import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import type { Subprocess } from "bun"
import { freshPostgres } from "./postgres"
import { withTimeout } from "./timeouts"

const ROOT = resolve(import.meta.dir, "../..")
const LISTENING = /Hearth is listening at (http:\/\/\S+)/

// Shared by all runs, so that the client code is bundled once.
const CACHE = join(ROOT, "node_modules/.cache/hearth")

export type ServerOptions = {
  env?: Record<string, string>
  /** A storage directory to keep; by default the server gets a temporary one. */
  storage?: string
  database?: "sqlite" | "postgres"
  /** The script to run; the bundle of bin/serve by default. */
  main?: string
}

const running = new Set<Server>()

let bundle: string | undefined

// Once per process; bin/bundle does nothing when the bundle is current.
function bundled() {
  if (bundle) return bundle
  const { exitCode, stderr } = Bun.spawnSync([join(ROOT, "bin/bundle")])
  if (exitCode !== 0) throw new Error(`The server cannot be bundled:\n${stderr}`)
  bundle = join(ROOT, "build/server.js")
  return bundle
}

/** Starts Hearth in a process of its own, with its own storage, on a free port of 127.0.0.1. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const databaseUrl = options.database === "postgres" ? await freshPostgres() : ""
  const server = new Server(options, databaseUrl)
  running.add(server)
  await server.start()
  return server
}

/** Stops the servers that a failed test left running. */
export async function stopServers() {
  await Promise.all([...running].map((server) => server.stop()))
}

/** Kills all servers when the test run is interrupted. */
export function killServers() {
  for (const server of running) server.discard()
}

export class Server implements AsyncDisposable {
  readonly storage: string
  /** All lines of its output, over all starts. */
  readonly logs: string[] = []
  url = ""

  #options: ServerOptions
  #databaseUrl: string
  #process: Subprocess | undefined

  constructor(options: ServerOptions, databaseUrl: string) {
    this.#options = options
    this.#databaseUrl = databaseUrl
    this.storage = options.storage ?? mkdtempSync(join(tmpdir(), "hearth-storage-"))
  }

  get pid() {
    if (!this.#process) throw new Error("The server does not run")
    return this.#process.pid
  }

  async start() {
    const main = this.#options.main ?? bundled()
    const started = Bun.spawn([process.execPath, main], {
      cwd: ROOT,
      env: this.#env(),
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    })
    this.#process = started
    const complaints = this.#read(started.stderr)

    const address = new Promise<string>((resolve) => void this.#read(started.stdout, resolve))
    const early = Promise.all([started.exited, complaints]).then(([code]) => {
      throw new Error(`The server ended with ${code} before it listened:\n${this.#recentOutput()}`)
    })
    this.url = await withTimeout(
      Promise.race([address, early]),
      () => `the server's address. Its output:\n${this.#recentOutput()}`,
    )
    early.catch(() => {})
  }

  /** Ends it as Ctrl-C does and takes its storage along, when that is its own. */
  async stop() {
    await this.kill("SIGTERM")
    running.delete(this)
    if (!this.#options.storage) rmSync(this.storage, { recursive: true, force: true })
  }

  /** @returns its exit code, or null when the signal ended it */
  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<number | null> {
    const ending = this.#process
    this.#process = undefined
    if (!ending) return null

    ending.kill(signal)
    await withTimeout(
      ending.exited,
      () => `the server to end after ${signal}. Its output:\n${this.#recentOutput()}`,
    ).catch((error: unknown) => {
      ending.kill("SIGKILL")
      throw error
    })
    return ending.exitCode
  }

  discard() {
    this.#process?.kill("SIGKILL")
    if (!this.#options.storage) rmSync(this.storage, { recursive: true, force: true })
  }

  /** Stops it with `signal` and starts it again, on the same port and storage. */
  async restart(signal: NodeJS.Signals = "SIGTERM") {
    await this.kill(signal)
    await this.start()
  }

  async [Symbol.asyncDispose]() {
    await this.stop()
  }

  #env() {
    return {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TMPDIR: process.env.TMPDIR,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: this.url ? new URL(this.url).port : "0",
      HEARTH_STORAGE: this.storage,
      HEARTH_CACHE: CACHE,
      DATABASE_URL: this.#databaseUrl,
      // Tests post faster than the rate limit allows.
      POSTS_PER_MINUTE: "0",
      ...this.#options.env,
    }
  }

  async #read(stream: ReadableStream<Uint8Array>, listening?: (url: string) => void) {
    const decoder = new TextDecoder()
    let rest = ""
    for await (const chunk of stream) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n")
      rest = lines.pop() ?? ""
      for (const line of lines) {
        this.logs.push(line)
        const [, url] = line.match(LISTENING) ?? []
        if (url) listening?.(url)
      }
    }
    if (rest) this.logs.push(rest)
  }

  #recentOutput() {
    return this.logs.slice(-50).join("\n")
  }
}
