import type { Workload } from "./workload"

/** Does one thing, and each so many times another instead. */
export class MixedWorkload implements Workload {
  #now: Workload

  constructor(
    readonly often: Workload,
    readonly sometimes: Workload,
    readonly every: number,
    /** How far it is already, so that not all clients do the other thing at once. */
    public done: number,
  ) {
    this.#now = often
  }

  nextRequest() {
    this.#now = ++this.done % this.every === 0 ? this.sometimes : this.often
    return this.#now.nextRequest()
  }

  onResponse(answer: Buffer) {
    this.#now.onResponse(answer)
  }
}
