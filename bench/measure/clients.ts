import { Client } from "../driver/client"
import { runWorkloads, type Workload } from "../driver/workload"
import type { Target } from "./alternate"

/** Opens one client per workload and returns the server as a target for them. */
export async function connectClients(
  server: { pid: number; port: number },
  workloads: Workload[],
  check: () => void = () => {},
): Promise<Target & { close(): void }> {
  const clients = await Promise.all(workloads.map(() => Client.open(server.port)))
  return {
    pid: server.pid,
    async run(seconds) {
      const result = await runWorkloads(clients, workloads, seconds)
      check()
      return result
    },
    close() {
      for (const client of clients) client.close()
    },
  }
}
