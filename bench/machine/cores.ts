import { availableParallelism } from "node:os"

/** The cores for the servers and for whoever drives them; null where nothing can be pinned. */
export type Cores = { server: number; driver: number } | null

/** Two cores that this process may use. Sharing one, driver and server would measure each other. */
export function findCores(): Cores {
  if (!Bun.which("taskset") || availableParallelism() < 2) return null
  const { stdout } = Bun.spawnSync(["taskset", "-cp", String(process.pid)])
  const [server, driver] = numbers(stdout.toString().split(":").at(-1)?.trim() ?? "")
  return server === undefined || driver === undefined ? null : { server, driver }
}

/** Moves this process, with all of its threads, to the driver's core. */
export function moveToDriversCore(cores: Cores) {
  if (cores) Bun.spawnSync(["taskset", "-acp", String(cores.driver), String(process.pid)])
}

/** The command that runs `command` on the server's core. */
export const onServersCore = (cores: Cores, command: string[]) =>
  cores ? ["taskset", "-c", String(cores.server), ...command] : command

/** Reads a list such as `0-3,8`. */
function numbers(list: string) {
  return list.split(",").flatMap((range) => {
    const [first = Number.NaN, last = first] = range.split("-").map(Number)
    return Number.isNaN(first) ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i)
  })
}
