import type { Pair, Sample } from "../measure/alternate"
import { median } from "./statistics"

/** One line of the table. */
export type Row = {
  work: string
  hearth: string
  bare: string
  ratio: string
  /** Processor time per response or post, Hearth's and the bare process's. */
  cpu: string
  budget: string
  /** Null for a row without a budget. */
  met: boolean | null
  /** Caveats and details, printed below the table. */
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
  const { hearth, bare, cells } = sides(pairs)
  const ratios = hearth.rates.map((rate, round) => rate / (bare.rates[round] ?? Number.NaN))
  const ratio = median(ratios)
  return {
    work,
    ...cells,
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
  const { hearth, bare, cells } = sides(pairs)
  const ratios = hearth.rates.map((rate, round) => (bare.rates[round] ?? Number.NaN) / rate)
  return { work, ...cells, ...multiple(ratios, most, pairs) }
}

/**
 * Compares processor time per response: Hearth's as a multiple of the bare process's.
 *
 * @param most the budget
 */
export function compareProcessorTime(work: string, pairs: Pair[], most: number): Row {
  const ratios = pairs.map(
    ({ hearth, bare }) => (hearth.cpu ?? Number.NaN) / (bare.cpu ?? Number.NaN),
  )
  return { work, ...sides(pairs).cells, ...multiple(ratios, most, pairs) }
}

/** The processor time that something saves: `pairs` compare Hearth with Hearth without it. */
export function compareGain(work: string, pairs: Pair[]): Row {
  const ratios = pairs.map(
    ({ hearth, bare }) => 1 - (hearth.cpu ?? Number.NaN) / (bare.cpu ?? Number.NaN),
  )
  const ratio = median(ratios)
  return {
    work,
    ...sides(pairs).cells,
    ratio: `saves ${percent(ratio)} (${percent(Math.min(...ratios))} to ${percent(Math.max(...ratios))})`,
    budget: "",
    met: null,
    figures: { ratio, pairs },
  }
}

function multiple(ratios: number[], most: number, pairs: Pair[]) {
  const ratio = median(ratios)
  return {
    ratio: `${times(ratio)} (${times(Math.min(...ratios))} to ${times(Math.max(...ratios))})`,
    budget: `≤ ${most} ×`,
    met: Number.isNaN(ratio) ? null : ratio <= most,
    figures: { ratio, most, pairs },
  }
}

function sides(pairs: Pair[]) {
  const hearth = side(
    "Hearth",
    pairs.map((pair) => pair.hearth),
  )
  const bare = side(
    "The bare process",
    pairs.map((pair) => pair.bare),
  )
  const cells = {
    hearth: hearth.cell,
    bare: bare.cell,
    cpu:
      hearth.cpu === null || bare.cpu === null ? "" : `${micros(hearth.cpu)} / ${micros(bare.cpu)}`,
    notes: [...hearth.notes, ...bare.notes],
  }
  return { hearth, bare, cells }
}

// A saturated server uses its whole core. If it used less while the driver used all of its own, the
// driver was the limit, and the processor time tells what the server can do. If neither was the
// limit, the server waited for its disk, or another process competed for the core.
function side(name: string, samples: Sample[]) {
  const cpus = samples.map(({ cpu }) => cpu).filter((cpu) => cpu !== null)
  const cpu = cpus.length < samples.length ? null : median(cpus)
  const busy = median(samples.map((sample) => sample.busy ?? 1))
  const driver = median(samples.map((sample) => sample.driver))
  const limited = cpu !== null && busy < BUSY_SHARE && driver >= BUSY_SHARE
  const rates = samples.map((sample) => (limited && sample.cpu ? 1 / sample.cpu : sample.rate))
  const used = `${name} used ${percent(busy)} of its core, the driver ${percent(driver)} of its own`
  return {
    rates,
    cpu,
    cell: `${count(median(rates))}/s${limited ? " (driver limit)" : ""}`,
    notes: [
      ...(busy < BUSY_SHARE ? [used] : []),
      ...(limited ? [`measured ${count(median(samples.map(({ rate }) => rate)))}/s`] : []),
    ],
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
    cpu: `${millis(cpuOf(posts.hearth))} / ${millis(cpuOf(posts.bare))}`,
    budget: most === null ? "" : `≤ ${most} ×`,
    met: most === null ? null : ratio <= most,
    notes: [timesNote("Hearth", hearth, posts.hearth), timesNote("bare", bare, posts.bare)],
    figures: { ratio, most, posts },
  }
}

const cpuOf = (posts: PostTimes[]) => median(posts.map(({ cpu }) => cpu))

function timesNote(name: string, times: number[], posts: PostTimes[]) {
  const driver = median(posts.map((one) => one.driver))
  return `${name} ${range(times)} in ${times.length} posts, the driver used ${millis(driver)} per post`
}

/** A row without a baseline. */
export const single = (
  work: string,
  hearth: string,
  budget: string,
  met: boolean | null,
  figures: unknown,
): Row => ({ work, hearth, bare: "", ratio: "", cpu: "", budget, met, notes: [], figures })

const count = (value: number) => Math.round(value).toLocaleString("en")
const percent = (share: number) => `${Math.round(100 * share)} %`
const times = (ratio: number) => `${ratio.toFixed(2)} ×`
const micros = (seconds: number) => `${(seconds * 1e6).toFixed(0)} µs`
export const millis = (time: number) => `${time.toFixed(time < 10 ? 1 : 0)} ms`
export const range = (times: number[]) =>
  `${millis(Math.min(...times))} to ${millis(Math.max(...times))}`
