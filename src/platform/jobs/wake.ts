const sleepers = new Set<() => void>()

/** Tells the workers of this process that there may be something to do. */
export function wakeWorkers() {
  for (const wake of sleepers) wake()
}

/** A sleep that any call of `wake` ends, also one that came before it began. */
export class Sleep {
  #woken = false
  #end: (() => void) | undefined

  constructor() {
    sleepers.add(this.wake)
  }

  wake = () => {
    this.#woken = true
    this.#end?.()
  }

  async atMost(milliseconds: number) {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds)
        this.#end = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    this.#end = undefined
    this.#woken = false
  }

  forget() {
    sleepers.delete(this.wake)
  }
}
