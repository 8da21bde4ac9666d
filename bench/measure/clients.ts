import { Client } from "../driver/client"
import { runWorkloads, type Workload } from "../driver/workload"
import type { Target } from "./alternate"

/** A server as 16 clients meet it, each doing its part. */
export async function connectClients(
  server: { pid: number; port: number },
  parts: Workload[],
  check: () => void = () => {},
): Promise<Target & { close(): void }> {
  const clients = await Promise.all(parts.map(() => Client.open(server.port)))
  return {
    pid: server.pid,
    async run(seconds) {
      const played = await runWorkloads(clients, parts, seconds)
      check()
      return played
    },
    close() {
      for (const client of clients) client.close()
    },
  }
}
