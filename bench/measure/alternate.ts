import type { RunResult } from "../driver/workload"
import { cpuSeconds } from "../machine/process"

/** A process under test and the load that is run against it. */
export type Target = { pid: number; run(seconds: number): Promise<RunResult> }

export type Sample = {
  /** Responses per second. */
  rate: number
  /** CPU seconds per response; null where they are unknown. */
  cpu: number | null
  /** Share of its core that the process used; null where it is unknown. */
  busy: number | null
  /** Share of its core that the driver used. */
  driver: number
}

/** One sample of each side, taken directly after each other. */
export type Pair = { hearth: Sample; bare: Sample }

export type Pace = { rounds: number; seconds: number }

const WARM_UP_SECONDS = 1.5

/**
 * Measures both in alternating rounds, with alternating order, so that other load on the machine
 * affects both sides alike. The first round of each is warm-up and is discarded.
 */
export async function alternate(
  hearth: Target,
  bare: Target,
  { rounds, seconds }: Pace,
): Promise<Pair[]> {
  const sampleHearth = (length: number) => sample("Hearth", hearth, length)
  const sampleBare = (length: number) => sample("the bare server", bare, length)
  await sampleHearth(WARM_UP_SECONDS)
  await sampleBare(WARM_UP_SECONDS)

  const pairs: Pair[] = []
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const first = await sampleHearth(seconds)
      pairs.push({ hearth: first, bare: await sampleBare(seconds) })
    } else {
      const first = await sampleBare(seconds)
      pairs.push({ hearth: await sampleHearth(seconds), bare: first })
    }
  }
  return pairs
}

async function sample(name: string, target: Target, length: number): Promise<Sample> {
  try {
    return await runTarget(target, length)
  } catch (error) {
    throw new Error(`While ${name} was measured`, { cause: error })
  }
}

async function runTarget({ pid, run }: Target, length: number): Promise<Sample> {
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
