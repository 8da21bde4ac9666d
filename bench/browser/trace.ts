import { z } from "zod"
import { InvalidRun } from "../driver/response"

/** What the main thread of a page did between two moments. */
export type MainThreadWork = {
  /** Processor milliseconds of all tasks, as long as the throttled processor takes. */
  cpu: number
  /** Processor milliseconds of scripts alone: without parsing, style, layout and paint. */
  script: number
  /** Processor milliseconds of each task that took at least 50, under throttling. */
  longTasks: number[]
  layouts: number
  /** Processor milliseconds by event name, longest first. */
  parts: [name: string, cpu: number][]
}

const TraceEvent = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.int(),
  tid: z.int(),
  /** Microseconds: start and duration by the clock, and duration on the processor. */
  ts: z.number(),
  dur: z.number().default(0),
  tdur: z.number().default(0),
  args: z.looseObject({}).default({}),
})
export type TraceEvent = z.infer<typeof TraceEvent>

export const CATEGORIES = [
  "blink.user_timing",
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "loading",
  "blink",
  "v8",
]

const LONG_TASK = 50
const TASK = "RunTask"
const SCRIPTS =
  /^([vV]8\..*|MinorGC|MajorGC|AsyncTask Run|BlinkScheduler_PerformMicrotaskCheckpoint|EvaluateScript|EventDispatch|FireAnimationFrame|FireIdleCallback|FunctionCall|TimerFire)$/

/** The events of one thread, in the order of their start. */
export class Trace {
  readonly events: TraceEvent[]

  constructor(events: unknown[]) {
    this.events = events
      .flatMap((event) => TraceEvent.safeParse(event).data ?? [])
      .sort((a, b) => a.ts - b.ts || b.dur - a.dur)
  }

  /** @throws {InvalidRun} when there is no such event */
  find(name: string, matches: (event: TraceEvent) => boolean): TraceEvent {
    return present(name, this.events.find(matches))
  }

  /** @throws {InvalidRun} when there is no such event */
  findLast(name: string, matches: (event: TraceEvent) => boolean): TraceEvent {
    return present(name, this.events.findLast(matches))
  }

  /** The work of the thread of `start` until `end`, without the tasks that contain these two. */
  workBetween(start: TraceEvent, end: { ts: number }): MainThreadWork {
    const thread = this.events.filter(
      ({ ph, pid, tid }) => ph === "X" && pid === start.pid && tid === start.tid,
    )
    const tasks = thread.filter(
      ({ name, ts, dur }) => name === TASK && ts > start.ts && ts + dur < end.ts,
    )
    const parts = new Map<string, number>()
    for (const [name, cpu] of selfTimes(thread, tasks))
      parts.set(name, (parts.get(name) ?? 0) + cpu / 1000)
    const scripts = [...parts].filter(([name]) => SCRIPTS.test(name))
    return {
      cpu: sum(tasks.map(({ tdur }) => tdur)) / 1000,
      script: sum(scripts.map(([, cpu]) => cpu)),
      longTasks: tasks.map(({ tdur }) => tdur / 1000).filter((length) => length >= LONG_TASK),
      layouts: thread.filter(
        ({ name, ts }) => name === "Layout" && tasks.some((task) => contains(task, ts)),
      ).length,
      parts: [...parts].sort(([, a], [, b]) => b - a),
    }
  }
}

function present(name: string, event: TraceEvent | undefined) {
  if (!event) throw new InvalidRun(`The trace has no ${name}`)
  return event
}

/** The processor time of each event without the events inside it. */
function* selfTimes(thread: TraceEvent[], tasks: TraceEvent[]): Iterable<[string, number]> {
  const open: { event: TraceEvent; self: number }[] = []
  const inTasks = new Set(tasks)
  let task: TraceEvent | undefined
  for (const event of thread) {
    if (inTasks.has(event)) task = event
    if (!task || !contains(task, event.ts)) continue
    for (let last = open.at(-1); last && !contains(last.event, event.ts); last = open.at(-1)) {
      yield [last.event.name, last.self]
      open.pop()
    }
    const around = open.at(-1)
    if (around) around.self -= event.tdur
    open.push({ event, self: event.tdur })
  }
  for (const { event, self } of open) yield [event.name, self]
}

const contains = ({ ts, dur }: TraceEvent, moment: number) => ts <= moment && moment < ts + dur

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
