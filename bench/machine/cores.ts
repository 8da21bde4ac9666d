import { availableParallelism } from "node:os"

/** The cores for the servers and for the driver (the load generator); null where pinning is impossible. */
export type Cores = { server: number; driver: number } | null

/** Two cores that this process may use. On a shared core, driver and server would slow each other down. */
export function findCores(): Cores {
  if (!Bun.which("taskset") || availableParallelism() < 2) return null
  const { stdout } = Bun.spawnSync(["taskset", "-cp", String(process.pid)])
  const [server, driver] = numbers(stdout.toString().split(":").at(-1)?.trim() ?? "")
  return server === undefined || driver === undefined ? null : { server, driver }
}

/** Pins all threads of this process to the driver's core. */
export function moveToDriversCore(cores: Cores) {
  if (cores) Bun.spawnSync(["taskset", "-acp", String(cores.driver), String(process.pid)])
}

/** Wraps `command` so that it runs on the server's core. */
export const onServersCore = (cores: Cores, command: string[]) =>
  cores ? ["taskset", "-c", String(cores.server), ...command] : command

/** Reads a list such as `0-3,8`. */
function numbers(list: string) {
  return list.split(",").flatMap((range) => {
    const [first = Number.NaN, last = first] = range.split("-").map(Number)
    return Number.isNaN(first) ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i)
  })
}
