import { connect } from "node:net"
import { withTimeout } from "./timeouts"

/** Sends bytes that no HTTP client would, and gives all that comes back until the server hangs up. */
export function sendRaw(server: { url: string }, request: string | Uint8Array): Promise<string> {
  const { hostname, port } = new URL(server.url)
  let said = ""
  const answered = new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(request))
    socket.setEncoding("latin1")
    socket.on("data", (text) => {
      said += text
    })
    socket.on("close", () => resolve(said))
    socket.on("error", (error) => (said ? resolve(said) : reject(error)))
  })
  return withTimeout(
    answered,
    () => `an end to what the server says. It said: ${said.slice(0, 500)}`,
  )
}

/** A request in the words of HTTP/1.1, after whose answer the server hangs up. */
export function rawRequest(first: string, headers: Record<string, string> = {}, body = "") {
  const all = { host: "127.0.0.1", connection: "close", ...headers }
  const rest = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${first} HTTP/1.1\r\n${rest.join("")}\r\n${body}`
}

export const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])
