import { startHearth } from "../machine/hearth"
import { residentBytes } from "../machine/process"
import { withCopy } from "../machine/storage"
import { type Row, single } from "../report/row"
import type { BenchContext } from "./context"
import { subscribeToRoom } from "./subscribe"

const SOCKETS = 10_000
const [IDLE_BUDGET, SOCKETS_BUDGET] = [80e6, 200e6]
/** Milliseconds for garbage collection after the start. */
const REST = 5000

/** Resident memory of a fresh server: idle, then with ten thousand idle sockets. */
export function measureMemory(context: BenchContext): Promise<Row[]> {
  return withCopy(context.untouched, async (storage) => {
    const hearth = await startHearth(storage, context.cores)
    try {
      await Bun.sleep(REST)
      const idle = residentBytes(hearth.pid)
      const subscribers = await subscribeToRoom(context, hearth, SOCKETS)
      await Bun.sleep(REST)
      const withSockets = residentBytes(hearth.pid)
      subscribers.close()
      return [
        memoryRow("Idle process", idle, IDLE_BUDGET),
        memoryRow("10,000 sockets idle, in all", withSockets, SOCKETS_BUDGET),
      ]
    } finally {
      await hearth.stop()
    }
  })
}

function memoryRow(work: string, bytes: number | null, most: number): Row {
  if (bytes === null) return single(work, "unknown", megabytes(most), null, { bytes })
  return single(work, megabytes(bytes), `≤ ${megabytes(most)}`, bytes <= most, { bytes, most })
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
