import type { Part } from "./workload"

/** Does one thing, and each so many times another instead. */
export class Mixture implements Part {
  #now: Part

  constructor(
    readonly often: Part,
    readonly sometimes: Part,
    readonly every: number,
    /** How far it is already, so that not all clients do the other thing at once. */
    public done: number,
  ) {
    this.#now = often
  }

  next() {
    this.#now = ++this.done % this.every === 0 ? this.sometimes : this.often
    return this.#now.next()
  }

  hear(answer: Buffer) {
    this.#now.hear(answer)
  }
}
