import type { Micros } from "./schema"

let last: Micros = 0

/**
 * The time, strictly increasing within this process, so that `updated_at` is usable as a cache key
 * and for ordering.
 */
export function now(): Micros {
  last = Math.max(Date.now() * 1000, last + 1)
  return last
}

/** Keeps the clock ahead of stored times, also when the machine's clock was set back. */
export function startAfter(time: Micros) {
  last = Math.max(last, time)
}

export const seconds = (count: number): Micros => count * 1_000_000
export const minutes = (count: number): Micros => seconds(count * 60)
export const hours = (count: number): Micros => minutes(count * 60)
export const millis = (time: Micros) => Math.floor(time / 1000)
/** Milliseconds with three decimals, so that a round trip through the browser is lossless. */
export const exactMillis = (time: Micros) => String(time / 1000)
export const iso = (time: Micros) => new Date(millis(time)).toISOString()
