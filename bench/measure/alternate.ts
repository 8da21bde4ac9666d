import type { RunResult } from "../driver/workload"
import { cpuSeconds } from "../machine/process"

/** Somebody who is measured: a process, and what makes it work for some seconds. */
export type Target = { pid: number; run(seconds: number): Promise<RunResult> }

export type Sample = {
  /** Answers a second. */
  rate: number
  /** Seconds of processor time that an answer cost; null where that can't be told. */
  cpu: number | null
  /** Which part of its core the process had. */
  busy: number | null
  /** Which part of its core the driver had. */
  driver: number
}

/** A sample of each side, taken one right after the other. */
export type Pair = { hearth: Sample; bare: Sample }

export type Pace = { rounds: number; seconds: number }

const WARM_UP_SECONDS = 1.5

/**
 * Lets both work in turns, the one that begins changing too, so that whatever else happens on the
 * machine happens to both. The first turns only warm them up.
 */
export async function alternate(
  hearth: Target,
  bare: Target,
  { rounds, seconds }: Pace,
): Promise<Pair[]> {
  const ours = (length: number) => sample("Hearth", hearth, length)
  const theirs = (length: number) => sample("the bare server", bare, length)
  await ours(WARM_UP_SECONDS)
  await theirs(WARM_UP_SECONDS)

  const pairs: Pair[] = []
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const first = await ours(seconds)
      pairs.push({ hearth: first, bare: await theirs(seconds) })
    } else {
      const first = await theirs(seconds)
      pairs.push({ hearth: await ours(seconds), bare: first })
    }
  }
  return pairs
}

async function sample(name: string, contender: Target, length: number): Promise<Sample> {
  try {
    return await played(contender, length)
  } catch (error) {
    throw new Error(`While ${name} was measured`, { cause: error })
  }
}

async function played({ pid, run }: Target, length: number): Promise<Sample> {
  const before = cpuSeconds(pid)
  const { responses, seconds, driver } = await run(length)
  const after = cpuSeconds(pid)
  const used = before === null || after === null ? null : after - before
  return {
    rate: responses / seconds,
    cpu: used && used / responses,
    busy: used && used / seconds,
    driver,
  }
}
