import type { Client } from "./client"

/** What one client asks for, and what it makes of the answers. */
export interface Workload {
  nextRequest(): Uint8Array
  /** @throws {Invalid} */
  onResponse(answer: Buffer): void
}

export type RunResult = {
  responses: number
  seconds: number
  /** Which part of its core the driver had meanwhile. */
  driver: number
}

/** Has all clients ask, each as soon as it has its answer, until the time is over. */
export async function runWorkloads(
  clients: Client[],
  parts: Workload[],
  seconds: number,
): Promise<RunResult> {
  const before = process.cpuUsage()
  const start = performance.now()
  const end = start + 1000 * seconds
  const counts = await Promise.all(
    clients.map((client, index) => {
      const part = parts[index]
      if (!part) throw new Error("There are more clients than parts")
      return requestUntil(end, client, part)
    }),
  )
  const responses = counts.reduce((sum, count) => sum + count, 0)
  const length = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(before)
  return { responses, seconds: length, driver: (user + system) / 1e6 / length }
}

function requestUntil(end: number, client: Client, part: Workload) {
  return new Promise<number>((resolve, reject) => {
    let answers = 0
    const ask = () => client.send(part.nextRequest(), heard, reject)
    const heard = (answer: Buffer) => {
      part.onResponse(answer)
      answers++
      if (performance.now() < end) ask()
      else resolve(answers)
    }
    ask()
  })
}
