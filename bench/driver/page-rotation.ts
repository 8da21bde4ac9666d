import type { Workload } from "./workload"

/** Requests many pages in rotation. */
export class PageRotation implements Workload {
  #index: number

  constructor(
    readonly readers: readonly Workload[],
    start: number,
  ) {
    this.#index = start
  }

  nextRequest() {
    this.#index++
    return this.#reader.nextRequest()
  }

  onResponse(response: Buffer) {
    this.#reader.onResponse(response)
  }

  get #reader() {
    const reader = this.readers[this.#index % this.readers.length]
    if (!reader) throw new Error("A rotation needs at least one page")
    return reader
  }
}
