import { readFileSync } from "node:fs"

// What sysconf(_SC_CLK_TCK) says on every Linux that Bun runs on.
const TICKS_PER_SECOND = 100
const FIELDS_BEFORE_CPU = 11

/** Seconds of processor time that the process has used in all; null where /proc doesn't tell. */
export function cpuSeconds(pid: number): number | null {
  const stat = read(pid, "stat")
  if (stat === null) return null
  // The second field is a name in brackets, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  const [user, system] = fields.slice(FIELDS_BEFORE_CPU).map(Number)
  return ((user ?? 0) + (system ?? 0)) / TICKS_PER_SECOND
}

/** Bytes of memory that the process holds; null where /proc doesn't tell. */
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
