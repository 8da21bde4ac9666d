import { expectMessages } from "./reader"
import { get, type VirtualUser } from "./request"
import { InvalidRun, parseResponse, textOf } from "./response"
import type { Workload } from "./workload"

type PageResponse = { response: Buffer; least: number }

/**
 * A room page that changes while clients parsed it. Responses are kept and checked after the round,
 * because decompressing them at once would cost the load generator more than the server.
 */
export class GrowingPage {
  readonly #posted: number[] = []
  readonly #responses: PageResponse[] = []
  #newest: number

  /** @param earlier ids on the page before the first post, oldest first */
  constructor(readonly earlier: number[]) {
    this.#newest = earlier.at(-1) ?? 0
  }

  addPosted(id: number) {
    this.#posted.push(id)
    this.#newest = Math.max(this.#newest, id)
  }

  /** The newest message that a request sent now must show. */
  get newest() {
    return this.#newest
  }

  addResponse(response: Buffer, least: number) {
    this.#responses.push({ response, least })
  }

  /**
   * @throws {InvalidRun} unless every page was full, had consecutive messages, and ended at or after
   *   the newest message acknowledged before its request
   */
  check() {
    const order = [...this.earlier, ...this.#posted.toSorted((a, b) => a - b)]
    const positions = new Map(order.map((id, index) => [id, index]))
    for (const { response, least } of this.#responses.splice(0)) {
      const shown = idsIn(response)
      const end = positions.get(shown.at(-1) ?? 0) ?? -1
      const whole = order.slice(Math.max(0, end + 1 - this.earlier.length), end + 1)
      if (end < (positions.get(least) ?? 0) || !sameList(shown, whole))
        throw new InvalidRun(`After ${least}, the page shows ${shown}\nexpected ${whole}`)
    }
  }
}

/** Requests the growing page repeatedly. */
export class GrowingPageReader implements Workload {
  readonly #request: Buffer
  #least = 0

  constructor(
    readonly page: GrowingPage,
    user: VirtualUser,
  ) {
    this.#request = get(user, `/rooms/${user.room.id}`)
  }

  nextRequest() {
    this.#least = this.page.newest
    return this.#request
  }

  onResponse(response: Buffer) {
    this.page.addResponse(response, this.#least)
  }
}

function idsIn(response: Buffer) {
  const parsed = parseResponse(response)
  if (parsed.status !== 200) throw new InvalidRun(`Status ${parsed.status} for a page`)
  return [...textOf(parsed).matchAll(expectMessages([]).pattern)].map(([, id]) => Number(id))
}

const sameList = (a: number[], b: number[]) =>
  a.length === b.length && a.every((value, index) => value === b[index])
