import type { Micros } from "./schema"

let last: Micros = 0

/**
 * The time, later at every call: no two rows of this process share a time, so that `updated_at`
 * can stand in a cache key, and times can order what happened.
 */
export function now(): Micros {
  last = Math.max(Date.now() * 1000, last + 1)
  return last
}

/** Keeps the clock ahead of what is stored, also when the machine's own was set back. */
export function startAfter(time: Micros) {
  last = Math.max(last, time)
}

export const seconds = (count: number): Micros => count * 1_000_000
export const minutes = (count: number): Micros => seconds(count * 60)
export const hours = (count: number): Micros => minutes(count * 60)
export const millis = (time: Micros) => Math.floor(time / 1000)
/** Milliseconds to the microsecond: what goes to a browser and comes back loses nothing. */
export const exactMillis = (time: Micros) => String(time / 1000)
export const iso = (time: Micros) => new Date(millis(time)).toISOString()
