import type { MainThreadWork } from "./trace"

/** The same act on both pages, one directly after the other. */
export type WorkPair = { hearth: MainThreadWork; bare: MainThreadWork }

type Act = () => Promise<MainThreadWork>

/** Records both in turn, with alternating order. The first round is warm-up and is discarded. */
export async function alternateActs(hearth: Act, bare: Act, rounds: number): Promise<WorkPair[]> {
  await hearth()
  await bare()
  const pairs: WorkPair[] = []
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const first = await hearth()
      pairs.push({ hearth: first, bare: await bare() })
    } else {
      const first = await bare()
      pairs.push({ hearth: await hearth(), bare: first })
    }
  }
  return pairs
}
