import { join, resolve } from "node:path"
import { type Cores, onServersCore } from "./cores"

export const ROOT = resolve(import.meta.dir, "../..")
const LISTENING = /Hearth is listening at http:\/\/\S+:(\d+)/

// Kept between runs, so that the client code is bundled once.
const CACHE = join(ROOT, "node_modules/.cache/hearth")

/** A server under test. */
export type RunningServer = { pid: number; port: number; stop(): Promise<void> }

type Start = { command?: string[]; env?: Record<string, string> }

const SERVE = [join(ROOT, "bin/serve")]

/** Starts the production server on `storage` with bin/serve, as users do, or with `command`. */
export async function startHearth(
  storage: string,
  cores: Cores,
  { command = SERVE, env = {} }: Start = {},
): Promise<RunningServer> {
  const child = Bun.spawn(onServersCore(cores, command), {
    cwd: ROOT,
    env: {
      ...env,
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      HOST: "127.0.0.1",
      PORT: "0",
      HEARTH_STORAGE: storage,
      HEARTH_CACHE: CACHE,
      // The virtual users post faster than the rate limit allows.
      POSTS_PER_MINUTE: "0",
    },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
  })
  return {
    pid: child.pid,
    port: await portIn(child.stdout),
    async stop() {
      child.kill("SIGTERM")
      await child.exited
    },
  }
}

/** Waits for the line with the port, then drains the output so that the pipe never blocks the server. */
function portIn(output: ReadableStream<Uint8Array>) {
  return new Promise<number>((resolve, reject) => {
    void (async () => {
      let text = ""
      const decoder = new TextDecoder()
      for await (const chunk of output) {
        if (LISTENING.test(text)) continue
        text += decoder.decode(chunk, { stream: true })
        const port = LISTENING.exec(text)?.[1]
        if (port) resolve(Number(port))
      }
      reject(new Error(`Hearth ended before it listened. Its output:\n${text}`))
    })()
  })
}
