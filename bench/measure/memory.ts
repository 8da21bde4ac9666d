import { startHearth } from "../machine/hearth"
import { residentBytes } from "../machine/process"
import { withCopy } from "../machine/storage"
import { type Row, single } from "../report/row"
import type { BenchContext } from "./context"
import { subscribeToRoom } from "./subscribe"

const SOCKETS = 10_000
const [IDLE_BUDGET, SOCKETS_BUDGET] = [80e6, 200e6]
/** Milliseconds until a process has put away what it started with. */
const REST = 5000

/** What a server of its own holds: just started, and with ten thousand sockets that only listen. */
export function measureMemory(context: BenchContext): Promise<Row[]> {
  return withCopy(context.untouched, async (storage) => {
    const hearth = await startHearth(storage, context.cores)
    try {
      await Bun.sleep(REST)
      const idle = residentBytes(hearth.pid)
      const crowd = await subscribeToRoom(context, hearth, SOCKETS)
      await Bun.sleep(REST)
      const full = residentBytes(hearth.pid)
      crowd.close()
      return [
        memoryRow("Idle process", idle, IDLE_BUDGET),
        memoryRow("10,000 sockets idle, in all", full, SOCKETS_BUDGET),
      ]
    } finally {
      await hearth.stop()
    }
  })
}

function memoryRow(work: string, bytes: number | null, most: number): Row {
  if (bytes === null) return single(work, "not told", megabytes(most), null, { bytes })
  return single(work, megabytes(bytes), `≤ ${megabytes(most)}`, bytes <= most, { bytes, most })
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
