import type { Client } from "./client"

/** One client's requests, and the check of each response. */
export interface Workload {
  nextRequest(): Uint8Array
  /** @throws {Invalid} */
  onResponse(response: Buffer): void
}

export type RunResult = {
  responses: number
  seconds: number
  /** Share of its core that the load generator used. */
  driver: number
}

/** Runs a closed loop: each client sends its next request when it has its response. No think time. */
export async function runWorkloads(
  clients: Client[],
  workloads: Workload[],
  seconds: number,
): Promise<RunResult> {
  const before = process.cpuUsage()
  const start = performance.now()
  const end = start + 1000 * seconds
  const counts = await Promise.all(
    clients.map((client, index) => {
      const workload = workloads[index]
      if (!workload) throw new Error("There are more clients than workloads")
      return requestUntil(end, client, workload)
    }),
  )
  const responses = counts.reduce((sum, count) => sum + count, 0)
  const length = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(before)
  return { responses, seconds: length, driver: (user + system) / 1e6 / length }
}

function requestUntil(end: number, client: Client, workload: Workload) {
  return new Promise<number>((resolve, reject) => {
    let responses = 0
    const send = () => client.send(workload.nextRequest(), received, reject)
    const received = (response: Buffer) => {
      workload.onResponse(response)
      responses++
      if (performance.now() < end) send()
      else resolve(responses)
    }
    send()
  })
}
