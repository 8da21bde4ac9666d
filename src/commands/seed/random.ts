/** Chance that comes out the same in every run, so that two runs measure the same chat. */
export type Chance = {
  /** From 0 up to, but not including, `below`. */
  whole(below: number): number
  one<T>(of: readonly T[]): T
  /** True that many times in a hundred. */
  percent(chance: number): boolean
}

/** The generator known as mulberry32. */
export function chance(seed: number): Chance {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (below: number) => Math.floor(next() * below)
  return {
    whole,
    one(of) {
      const found = of[whole(of.length)]
      if (found === undefined) throw new Error("Nothing to choose from")
      return found
    },
    percent: (percentage) => next() * 100 < percentage,
  }
}
