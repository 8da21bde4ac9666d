const sleepers = new Set<() => void>()

/** Wakes the workers of this process, because a job was enqueued. */
export function wakeWorkers() {
  for (const wake of sleepers) wake()
}

/** A sleep that `wake` ends, also when it was called before the sleep began. */
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
