import { join } from "node:path"
import { type Cores, onServersCore } from "./cores"

/** A process that does without Hearth what Hearth is measured at. */
export type BareProcess<Question, Reply> = {
  pid: number
  /** Sends it what to do, and resolves with what it says. */
  request(question: Question): Promise<Reply>
  stop(): Promise<void>
}

/** Starts a script of bench/bare on the server's core. */
export function startBare<Question, Reply>(
  script: string,
  cores: Cores,
  args: string[] = [],
): BareProcess<Question, Reply> {
  let heard: (reply: Reply) => void = () => {}
  let failed: (error: Error) => void = () => {}
  const path = join(import.meta.dir, "../bare", script)
  const child = Bun.spawn(onServersCore(cores, [process.execPath, path, ...args]), {
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "inherit", "inherit"],
    serialization: "advanced",
    ipc: (message) => heard(message),
    onExit: () => failed(new Error(`${script} ended`)),
  })
  return {
    pid: child.pid,
    request: (question) =>
      new Promise((resolve, reject) => {
        heard = resolve
        failed = reject
        child.send(question)
      }),
    async stop() {
      failed = () => {}
      child.kill()
      await child.exited
    },
  }
}
