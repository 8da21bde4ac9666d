import type { PostScript } from "../bare/post-server"
import type { RecordedResponse } from "../bare/recorded-response"
import type { ResponseScript } from "../bare/responses"
import { type HttpResponse, parseResponse } from "../driver/response"
import { startBare } from "./bare"
import type { Cores } from "./cores"

/** Headers that the bare server writes itself. */
const OWN_HEADERS = new Set(["content-length", "date", "connection", "keep-alive"])

/** Starts the bare server with its recorded responses. */
export async function startBareServer(cores: Cores, script: ResponseScript) {
  const bare = startBare<ResponseScript, number>("responses.ts", cores)
  const port = await bare.request(script)
  return { pid: bare.pid, port, stop: () => bare.stop() }
}

/** Starts the bare server of posts. */
export async function startBarePostServer(cores: Cores, script: PostScript) {
  const bare = startBare<PostScript, number>("post-server.ts", cores)
  const port = await bare.request(script)
  return { pid: bare.pid, port, stop: () => bare.stop() }
}

/** Records a response of Hearth's for the bare server to send. */
export function recordResponse(raw: Buffer): RecordedResponse {
  const { status, headers, body }: HttpResponse = parseResponse(raw)
  return {
    status,
    headers: headers.filter(([name]) => !OWN_HEADERS.has(name)),
    body: new Uint8Array(body),
  }
}
