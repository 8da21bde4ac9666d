/** A seeded random generator (mulberry32), so that two runs measure the same chat. */
export type Random = {
  /** An integer from 0 up to, but not including, `below`. */
  integer(below: number): number
  pick<T>(of: readonly T[]): T
  /** True with this probability in percent. */
  percent(probability: number): boolean
}

export function createRandom(seed: number): Random {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (below: number) => Math.floor(next() * below)
  return {
    integer,
    pick(of) {
      const found = of[integer(of.length)]
      if (found === undefined) throw new Error("The list is empty")
      return found
    },
    percent: (probability) => next() * 100 < probability,
  }
}
