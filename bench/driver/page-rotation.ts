import type { PageReader } from "./reader"
import type { Workload } from "./workload"

/** Reads many pages, one after the other and then again. */
export class PageRotation implements Workload {
  #place: number

  constructor(
    readonly readers: readonly PageReader[],
    start: number,
  ) {
    this.#place = start
  }

  nextRequest() {
    this.#place++
    return this.#reader.nextRequest()
  }

  onResponse(answer: Buffer) {
    this.#reader.onResponse(answer)
  }

  get #reader() {
    const reader = this.readers[this.#place % this.readers.length]
    if (!reader) throw new Error("There is nowhere to wander")
    return reader
  }
}
