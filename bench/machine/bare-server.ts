import type { Recorded, Script } from "../bare/responses"
import { type Answer, readAnswer } from "../driver/response"
import { startBare } from "./bare"
import type { Cores } from "./cores"

/** Written by the server itself for each answer. */
const OWN_HEADERS = new Set(["content-length", "date", "connection", "keep-alive"])

/** Starts the bare server with what it is to answer. */
export async function startBareServer(cores: Cores, script: Script) {
  const bare = startBare<Script, number>("answers.ts", cores)
  const port = await bare.tell(script)
  return { pid: bare.pid, port, stop: () => bare.stop() }
}

/** An answer of Hearth's, to be given again by the bare server. */
export function record(raw: Buffer): Recorded {
  const { status, headers, body }: Answer = readAnswer(raw)
  return {
    status,
    headers: headers.filter(([name]) => !OWN_HEADERS.has(name)),
    body: new Uint8Array(body),
  }
}
