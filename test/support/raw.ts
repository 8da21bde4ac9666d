import { connect } from "node:net"
import { withTimeout } from "./timeouts"

/** Sends raw bytes and returns everything until the server closes the connection. */
export function sendRaw(server: { url: string }, request: string | Uint8Array): Promise<string> {
  const { hostname, port } = new URL(server.url)
  let received = ""
  const closed = new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(request))
    socket.setEncoding("latin1")
    socket.on("data", (text) => {
      received += text
    })
    socket.on("close", () => resolve(received))
    socket.on("error", (error) => (received ? resolve(received) : reject(error)))
  })
  return withTimeout(
    closed,
    () => `the server to close the connection. Received: ${received.slice(0, 500)}`,
  )
}

/** An HTTP/1.1 request with `Connection: close`. */
export function rawRequest(first: string, headers: Record<string, string> = {}, body = "") {
  const all = { host: "127.0.0.1", connection: "close", ...headers }
  const rest = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${first} HTTP/1.1\r\n${rest.join("")}\r\n${body}`
}

export const statusOf = (response: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(response)?.[1])
