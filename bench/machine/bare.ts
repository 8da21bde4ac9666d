import { join } from "node:path"
import { type Cores, onServersCore } from "./cores"

/** A baseline process: the same work without Hearth. */
export type BareProcess<Question, Reply> = {
  pid: number
  /** Sends a task and resolves with its reply. */
  request(question: Question): Promise<Reply>
  stop(): Promise<void>
}

/** Starts a script of bench/bare on the server's core. */
export function startBare<Question, Reply>(
  script: string,
  cores: Cores,
  args: string[] = [],
): BareProcess<Question, Reply> {
  let onReply: (reply: Reply) => void = () => {}
  let onFailure: (error: Error) => void = () => {}
  const path = join(import.meta.dir, "../bare", script)
  const child = Bun.spawn(onServersCore(cores, [process.execPath, path, ...args]), {
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "inherit", "inherit"],
    serialization: "advanced",
    ipc: (message) => onReply(message),
    onExit: () => onFailure(new Error(`${script} ended`)),
  })
  return {
    pid: child.pid,
    request: (question) =>
      new Promise((resolve, reject) => {
        onReply = resolve
        onFailure = reject
        child.send(question)
      }),
    async stop() {
      onFailure = () => {}
      child.kill()
      await child.exited
    },
  }
}
