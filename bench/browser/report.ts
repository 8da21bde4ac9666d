import { millis, type Row } from "../report/row"
import { median } from "../report/statistics"
import type { WorkPair } from "./rounds"
import type { MainThreadWork } from "./trace"

const BUDGET = 2

/** A row for the work of the main thread, and one for its long tasks. */
export function compareWork(work: string, pairs: WorkPair[]): Row[] {
  return [
    {
      ...compareTotals(work, pairs, ({ cpu }) => cpu),
      cpu: scriptsOf(pairs),
      notes: [noteOf("Hearth", pairs, "hearth"), noteOf("bare", pairs, "bare")],
    },
    {
      ...compareTotals(`${work}: long tasks`, pairs, ({ longTasks }) => sum(longTasks)),
      cpu: "",
      notes: [longestOf("Hearth", pairs, "hearth"), longestOf("bare", pairs, "bare")],
    },
  ]
}

/** The work of one act of `count`. Long tasks stay as they were. */
export const perAct =
  (count: number) =>
  ({ hearth, bare }: WorkPair): WorkPair => ({
    hearth: divide(hearth, count),
    bare: divide(bare, count),
  })

function divide(work: MainThreadWork, count: number): MainThreadWork {
  return {
    ...work,
    cpu: work.cpu / count,
    script: work.script / count,
    layouts: work.layouts / count,
    parts: work.parts.map(([name, cpu]) => [name, cpu / count]),
  }
}

function compareTotals(
  work: string,
  pairs: WorkPair[],
  totalOf: (work: MainThreadWork) => number,
): Omit<Row, "cpu" | "notes"> {
  const [hearth, bare] = [medianOf(pairs, "hearth", totalOf), medianOf(pairs, "bare", totalOf)]
  // Without long tasks on either side there is no ratio.
  const ratio =
    hearth === 0 ? 0 : median(pairs.map((pair) => totalOf(pair.hearth) / totalOf(pair.bare)))
  return {
    work,
    hearth: millis(hearth),
    bare: millis(bare),
    ratio: Number.isFinite(ratio) ? `${ratio.toFixed(2)} ×` : "",
    budget: `≤ ${BUDGET} ×`,
    met: ratio <= BUDGET,
    figures: { ratio, pairs },
  }
}

function scriptsOf(pairs: WorkPair[]) {
  const [hearth, bare] = [medianOf(pairs, "hearth", scriptOf), medianOf(pairs, "bare", scriptOf)]
  return `scripts ${millis(hearth)} / ${millis(bare)}`
}

const scriptOf = ({ script }: MainThreadWork) => script

function noteOf(name: string, pairs: WorkPair[], side: keyof WorkPair) {
  const layouts = medianOf(pairs, side, (work) => work.layouts)
  return `${name}: ${layouts.toFixed(0)} layouts, most in ${partsOf(pairs, side)}`
}

const medianOf = (
  pairs: WorkPair[],
  side: keyof WorkPair,
  figure: (work: MainThreadWork) => number,
) => median(pairs.map((pair) => figure(pair[side])))

const SHOWN_PARTS = 5

function partsOf(pairs: WorkPair[], side: keyof WorkPair) {
  const sorted = pairs.map((pair) => pair[side]).toSorted((a, b) => a.cpu - b.cpu)
  const parts = sorted[Math.floor(sorted.length / 2)]?.parts ?? []
  return parts
    .slice(0, SHOWN_PARTS)
    .map(([part, cpu]) => `${part} ${millis(cpu)}`)
    .join(", ")
}

function longestOf(name: string, pairs: WorkPair[], side: keyof WorkPair) {
  const longest = medianOf(pairs, side, ({ longTasks }) => Math.max(0, ...longTasks))
  const count = medianOf(pairs, side, ({ longTasks }) => longTasks.length)
  return `${name}: ${count} tasks, the longest ${millis(longest)}`
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
