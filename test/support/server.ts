import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import type { Subprocess } from "bun"
import { freshPostgres } from "./postgres"
import { withTimeout } from "./timeouts"

const ROOT = resolve(import.meta.dir, "../..")
const LISTENING = /Hearth is listening at (http:\/\/\S+)/

// Shared by all servers of all runs, so that the browser's code is bundled once.
const CACHE = join(ROOT, "node_modules/.cache/hearth")

export type ServerOptions = {
  env?: Record<string, string>
  /** A directory that outlives the server; otherwise it gets one of its own and takes it along. */
  storage?: string
  database?: "sqlite" | "postgres"
  /** The script to run; the bundle of bin/serve unless a test is about this file. */
  main?: string
}

const running = new Set<Server>()

let bundle: string | undefined

// Once for all servers of a process; what is bundled already takes no time.
function bundled() {
  if (bundle) return bundle
  const { exitCode, stderr } = Bun.spawnSync([join(ROOT, "bin/bundle")])
  if (exitCode !== 0) throw new Error(`The server cannot be bundled:\n${stderr}`)
  bundle = join(ROOT, "build/server.js")
  return bundle
}

/** Starts Hearth as people do: its own process, its own storage, a free port of 127.0.0.1. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const databaseUrl = options.database === "postgres" ? await freshPostgres() : ""
  const server = new Server(options, databaseUrl)
  running.add(server)
  await server.start()
  return server
}

/** Stops whatever a failed test left running. */
export async function stopServers() {
  await Promise.all([...running].map((server) => server.stop()))
}

/** Ends them without a word, when the run itself is being ended. */
export function killServers() {
  for (const server of running) server.discard()
}

export class Server implements AsyncDisposable {
  readonly storage: string
  /** Every line it wrote, over all its starts. */
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
      throw new Error(`The server ended with ${code} before it listened:\n${this.#said()}`)
    })
    this.url = await withTimeout(
      Promise.race([address, early]),
      () => `the server's address. It said:\n${this.#said()}`,
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
      () => `the server to end after ${signal}. It said:\n${this.#said()}`,
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

  /** Ends it by `signal` and starts it again, at the same address on the same storage. */
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
      // Tests fill rooms faster than anybody writes.
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

  #said() {
    return this.logs.slice(-50).join("\n")
  }
}
