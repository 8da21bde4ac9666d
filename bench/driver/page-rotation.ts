import type { Reader } from "./reader"
import type { Part } from "./workload"

/** Reads many pages, one after the other and then again. */
export class Wanderer implements Part {
  #place: number

  constructor(
    readonly readers: readonly Reader[],
    start: number,
  ) {
    this.#place = start
  }

  next() {
    this.#place++
    return this.#reader.next()
  }

  hear(answer: Buffer) {
    this.#reader.hear(answer)
  }

  get #reader() {
    const reader = this.readers[this.#place % this.readers.length]
    if (!reader) throw new Error("There is nowhere to wander")
    return reader
  }
}
