import { log } from "../../platform/logger"
import { expirePresences, GRACE, keepHidden, type RoomSubscription } from "./presence"

const INTERVAL = 20_000
const GRACE_MS = GRACE / 1000

/** Milliseconds within which ended subscriptions share one query for expired presences. */
const TOGETHER = 250

// The subscriptions of this process's sockets.
const open = new Set<string>()
const hidden = new Map<string, RoomSubscription>()

let heartbeat: ReturnType<typeof setInterval> | undefined
const expirations = new Set<number>()

/** Starts the heartbeat of this process with its first subscription. */
export function trackVisible({ id }: RoomSubscription) {
  open.add(id)
  hidden.delete(id)
  heartbeat ??= setInterval(beat, INTERVAL).unref()
}

export function trackHidden(subscription: RoomSubscription) {
  hidden.set(subscription.id, subscription)
}

/** Stops the heartbeat with the last subscription, and expires this one after its grace period. */
export function untrack({ id }: RoomSubscription) {
  open.delete(id)
  hidden.delete(id)
  expireSoon()
  if (open.size > 0) return
  clearInterval(heartbeat)
  heartbeat = undefined
}

function expireSoon() {
  const slot = Math.ceil(performance.now() / TOGETHER)
  if (expirations.has(slot)) return
  expirations.add(slot)
  setTimeout(() => {
    expirations.delete(slot)
    void logFailure(expirePresences)
  }, GRACE_MS + TOGETHER).unref()
}

// Also expires the presences of a crashed process.
async function beat() {
  await logFailure(async () => {
    await keepHidden([...hidden.values()])
    await expirePresences()
  })
}

async function logFailure(work: () => Promise<void>) {
  try {
    await work()
  } catch (error) {
    log.warn({ err: error }, "Cannot update presence; the next heartbeat tries again")
  }
}
