import type { Workload } from "./workload"

/** Alternates two workloads: every `every`-th request comes from `occasional`. */
export class MixedWorkload implements Workload {
  #current: Workload

  constructor(
    readonly usual: Workload,
    readonly occasional: Workload,
    readonly every: number,
    /** Requests already counted; staggers the clients so that they do not all switch at once. */
    public count: number,
  ) {
    this.#current = usual
  }

  nextRequest() {
    this.#current = ++this.count % this.every === 0 ? this.occasional : this.usual
    return this.#current.nextRequest()
  }

  onResponse(response: Buffer) {
    this.#current.onResponse(response)
  }
}
