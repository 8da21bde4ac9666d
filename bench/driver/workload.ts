import type { Client } from "./client"

/** What one client asks for, and what it makes of the answers. */
export interface Part {
  next(): Uint8Array
  /** @throws {Invalid} */
  hear(answer: Buffer): void
}

export type Played = {
  answers: number
  seconds: number
  /** Which part of its core the driver had meanwhile. */
  driver: number
}

/** Has all clients ask, each as soon as it has its answer, until the time is over. */
export async function play(clients: Client[], parts: Part[], seconds: number): Promise<Played> {
  const before = process.cpuUsage()
  const start = performance.now()
  const end = start + 1000 * seconds
  const counts = await Promise.all(
    clients.map((client, index) => {
      const part = parts[index]
      if (!part) throw new Error("There are more clients than parts")
      return askUntil(end, client, part)
    }),
  )
  const answers = counts.reduce((sum, count) => sum + count, 0)
  const length = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(before)
  return { answers, seconds: length, driver: (user + system) / 1e6 / length }
}

function askUntil(end: number, client: Client, part: Part) {
  return new Promise<number>((resolve, reject) => {
    let answers = 0
    const ask = () => client.send(part.next(), heard, reject)
    const heard = (answer: Buffer) => {
      part.hear(answer)
      answers++
      if (performance.now() < end) ask()
      else resolve(answers)
    }
    ask()
  })
}
