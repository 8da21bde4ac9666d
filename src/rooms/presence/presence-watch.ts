import { log } from "../../platform/logger"
import { clearPresences, GRACE, keepHidden } from "./presence"

const ROUND = 20_000
const GRACE_MS = GRACE / 1000

/** Those that left within so many milliseconds of each other are forgotten together. */
const TOGETHER = 250

// The tabs whose sockets this process holds.
const open = new Set<string>()
const hidden = new Set<string>()

let rounds: ReturnType<typeof setInterval> | undefined
const clearings = new Set<number>()

/** Looks after the rooms' tabs while this process has any: no other knows that they are there. */
export function watchTab(id: string) {
  open.add(id)
  hidden.delete(id)
  rounds ??= setInterval(round, ROUND).unref()
}

export function watchHidden(id: string) {
  hidden.add(id)
}

/** The tab went, and after its moment of grace is forgotten. */
export function unwatchTab(id: string) {
  open.delete(id)
  hidden.delete(id)
  clearSoon()
  if (open.size > 0) return
  clearInterval(rounds)
  rounds = undefined
}

function clearSoon() {
  const turn = Math.ceil(performance.now() / TOGETHER)
  if (clearings.has(turn)) return
  clearings.add(turn)
  setTimeout(() => {
    clearings.delete(turn)
    void survive(clearPresences)
  }, GRACE_MS + TOGETHER).unref()
}

// Also clears what a process left behind that crashed.
async function round() {
  await survive(async () => {
    await keepHidden([...hidden])
    await clearPresences()
  })
}

async function survive(work: () => Promise<void>) {
  try {
    await work()
  } catch (error) {
    log.warn({ err: error }, "Presence could not be brought up to date; the next round will")
  }
}
