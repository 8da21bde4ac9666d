import type { Pair, Sample } from "../measure/alternate"
import { median } from "./statistics"

/** One line of the table. */
export type Row = {
  work: string
  hearth: string
  bare: string
  ratio: string
  budget: string
  /** Null where there is nothing to meet. */
  met: boolean | null
  /** What has to be known to believe the line. */
  notes: string[]
  /** All that was measured. */
  figures: unknown
}

const BUSY_SHARE = 0.9

/**
 * Hearth's rate as a part of the bare one; the median over the pairs.
 *
 * @param least what it should be at least, or null for a line that only informs
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
 * How many times the cost of the bare one's answer Hearth's has; the median over the pairs.
 *
 * @param most what it should be at most
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

/** What some posts took, in milliseconds. */
export type PostTimes = {
  times: number[]
  /** Processor time of the server for one of them, and of the driver. */
  cpu: number
  driver: number
}

/**
 * How many times as long Hearth takes, by the medians.
 *
 * @param most what it should be at most, or null for a line that only informs
 */
export function compareTimes(
  work: string,
  spent: { hearth: PostTimes[]; bare: PostTimes[] },
  most: number | null,
): Row {
  const hearth = spent.hearth.flatMap(({ times }) => times)
  const bare = spent.bare.flatMap(({ times }) => times)
  const ratio = median(hearth) / median(bare)
  return {
    work,
    hearth: millis(median(hearth)),
    bare: millis(median(bare)),
    ratio: times(ratio),
    budget: most === null ? "" : `≤ ${most} ×`,
    met: most === null ? null : ratio <= most,
    notes: [spentNote("Hearth", hearth, spent.hearth), spentNote("bare", bare, spent.bare)],
    figures: { ratio, most, spent },
  }
}

function spentNote(name: string, times: number[], spent: PostTimes[]) {
  const [cpu, driver] = [
    median(spent.map((one) => one.cpu)),
    median(spent.map((one) => one.driver)),
  ]
  return `${name} ${range(times)} in ${times.length} posts, processor time each ${millis(cpu)}, of the driver ${millis(driver)}`
}

/** A line with nothing beside it. */
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
  return `processor time each: Hearth ${micros(a)}, bare ${micros(b)}; by that, ${percent(b / a)}`
}

// With its core to itself, whoever is measured has all of it. Where it had less, either the driver
// could not ask faster, or something else ran on the machine; then processor time tells more.
function busyNotes(name: string, samples: Sample[]) {
  const share = median(samples.map(({ busy }) => busy ?? 1))
  if (share >= BUSY_SHARE) return []
  const driver = median(samples.map((sample) => sample.driver))
  return [
    `${name} had ${percent(share)} of its core while the driver had ${percent(driver)} of its own`,
  ]
}

export const count = (value: number) => Math.round(value).toLocaleString("en")
export const percent = (share: number) => `${Math.round(100 * share)} %`
const times = (ratio: number) => `${ratio.toFixed(2)} ×`
const micros = (seconds: number) => `${(seconds * 1e6).toFixed(1)} µs`
export const millis = (time: number) => `${time.toFixed(time < 10 ? 1 : 0)} ms`
export const range = (times: number[]) =>
  `${millis(Math.min(...times))} to ${millis(Math.max(...times))}`
