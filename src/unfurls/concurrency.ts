/**
 * Lets so many pieces of work go on at once, and the others wait in a line: what one of them takes
 * of memory is bounded, and so is then what all of them take.
 */
export function gate(atOnce: number) {
  const waiting: (() => void)[] = []
  let busy = 0

  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy >= atOnce) await new Promise<void>((go) => waiting.push(go))
    else busy++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else busy--
    }
  }
}
