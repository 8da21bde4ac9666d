import { readFileSync } from "node:fs"

// sysconf(_SC_CLK_TCK) on every Linux that Bun supports.
const TICKS_PER_SECOND = 100
const FIELDS_BEFORE_CPU = 11

/** Total CPU seconds of the process; null without /proc. */
export function cpuSeconds(pid: number): number | null {
  const stat = read(pid, "stat")
  if (stat === null) return null
  // The second field is the command name in brackets, which may contain spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  const [user, system] = fields.slice(FIELDS_BEFORE_CPU).map(Number)
  return ((user ?? 0) + (system ?? 0)) / TICKS_PER_SECOND
}

/** Resident memory in bytes; null without /proc. */
export function residentBytes(pid: number): number | null {
  const kilobytes = read(pid, "status")?.match(/^VmRSS:\s+(\d+) kB$/m)?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}

function read(pid: number, file: string) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8")
  } catch {
    return null
  }
}
