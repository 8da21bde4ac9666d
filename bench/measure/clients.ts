import { Client } from "../driver/client"
import { type Part, play } from "../driver/workload"
import type { Contender } from "./alternate"

/** A server as 16 clients meet it, each doing its part. */
export async function driven(
  server: { pid: number; port: number },
  parts: Part[],
  check: () => void = () => {},
): Promise<Contender & { close(): void }> {
  const clients = await Promise.all(parts.map(() => Client.open(server.port)))
  return {
    pid: server.pid,
    async play(seconds) {
      const played = await play(clients, parts, seconds)
      check()
      return played
    },
    close() {
      for (const client of clients) client.close()
    },
  }
}
