import type { Pair, Sample } from "../measure/alternate"
import { median } from "./statistics"

/** One line of the table. */
export type Row = {
  work: string
  hearth: string
  bare: string
  ratio: string
  budget: string
  /** Null for a row without a budget. */
  met: boolean | null
  /** Caveats and CPU times, printed below the table. */
  notes: string[]
  /** The raw samples. */
  figures: unknown
}

const BUSY_SHARE = 0.9

/**
 * Compares rates: Hearth's as a share of the bare server's, median over the pairs.
 *
 * @param least the budget, or null for a row without one
 */
export function compare(work: string, pairs: Pair[], least: number | null): Row {
  const ratios = pairs.map(({ hearth, bare }) => hearth.rate / bare.rate)
  const ratio = median(ratios)
  return {
    work,
    ...rates(pairs),
    ratio: `${percent(ratio)} (${percent(Math.min(...ratios))} to ${percent(Math.max(...ratios))})`,
    budget: least === null ? "" : `≥ ${percent(least)}`,
    met: least === null ? null : ratio >= least,
    figures: { ratio, least, pairs },
  }
}

/**
 * Compares the cost of a response: Hearth's as a multiple of the bare server's, median over the pairs.
 *
 * @param most the budget
 */
export function compareCosts(work: string, pairs: Pair[], most: number): Row {
  const ratios = pairs.map(({ hearth, bare }) => bare.rate / hearth.rate)
  const ratio = median(ratios)
  return {
    work,
    ...rates(pairs),
    ratio: `${times(ratio)} (${times(Math.min(...ratios))} to ${times(Math.max(...ratios))})`,
    budget: `≤ ${most} ×`,
    met: ratio <= most,
    figures: { ratio, most, pairs },
  }
}

function rates(pairs: Pair[]) {
  const [hearth, bare] = [pairs.map((pair) => pair.hearth), pairs.map((pair) => pair.bare)]
  return {
    hearth: `${count(median(hearth.map(({ rate }) => rate)))}/s`,
    bare: `${count(median(bare.map(({ rate }) => rate)))}/s`,
    notes: [
      cpuNote(hearth, bare),
      ...busyNotes("Hearth", hearth),
      ...busyNotes("bare", bare),
    ].filter((note) => note !== null),
  }
}

/** Durations of posts in milliseconds. */
export type PostTimes = {
  times: number[]
  /** CPU time per post of the server and of the driver. */
  cpu: number
  driver: number
}

/**
 * Compares latency: Hearth's as a multiple of the bare server's, by the medians.
 *
 * @param most the budget, or null for a row without one
 */
export function compareTimes(
  work: string,
  posts: { hearth: PostTimes[]; bare: PostTimes[] },
  most: number | null,
): Row {
  const hearth = posts.hearth.flatMap(({ times }) => times)
  const bare = posts.bare.flatMap(({ times }) => times)
  const ratio = median(hearth) / median(bare)
  return {
    work,
    hearth: millis(median(hearth)),
    bare: millis(median(bare)),
    ratio: times(ratio),
    budget: most === null ? "" : `≤ ${most} ×`,
    met: most === null ? null : ratio <= most,
    notes: [timesNote("Hearth", hearth, posts.hearth), timesNote("bare", bare, posts.bare)],
    figures: { ratio, most, posts },
  }
}

function timesNote(name: string, times: number[], posts: PostTimes[]) {
  const [cpu, driver] = [
    median(posts.map((one) => one.cpu)),
    median(posts.map((one) => one.driver)),
  ]
  return `${name} ${range(times)} in ${times.length} posts, CPU time per post ${millis(cpu)}, of the driver ${millis(driver)}`
}

/** A row without a baseline. */
export const single = (
  work: string,
  hearth: string,
  budget: string,
  met: boolean | null,
  figures: unknown,
): Row => ({ work, hearth, bare: "", ratio: "", budget, met, notes: [], figures })

function cpuNote(hearth: Sample[], bare: Sample[]) {
  const [ours, theirs] = [hearth, bare].map((side) => side.map(({ cpu }) => cpu))
  if (!ours?.every((cpu) => cpu !== null) || !theirs?.every((cpu) => cpu !== null)) return null
  const [a, b] = [median(ours), median(theirs)]
  return `CPU time per response: Hearth ${micros(a)}, bare ${micros(b)}; ratio by CPU time ${percent(b / a)}`
}

// A saturated server uses its whole core. If it used less, the driver was the bottleneck or another
// process competed for the core; then CPU time is the better measure.
function busyNotes(name: string, samples: Sample[]) {
  const share = median(samples.map(({ busy }) => busy ?? 1))
  if (share >= BUSY_SHARE) return []
  const driver = median(samples.map((sample) => sample.driver))
  return [`${name} used ${percent(share)} of its core, the driver ${percent(driver)} of its own`]
}

const count = (value: number) => Math.round(value).toLocaleString("en")
const percent = (share: number) => `${Math.round(100 * share)} %`
const times = (ratio: number) => `${ratio.toFixed(2)} ×`
const micros = (seconds: number) => `${(seconds * 1e6).toFixed(1)} µs`
export const millis = (time: number) => `${time.toFixed(time < 10 ? 1 : 0)} ms`
export const range = (times: number[]) =>
  `${millis(Math.min(...times))} to ${millis(Math.max(...times))}`
