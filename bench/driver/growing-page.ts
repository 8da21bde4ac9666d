import { expectMessages } from "./reader"
import { InvalidRun, parseResponse, textOf } from "./response"
import type { Workload } from "./workload"

/** A message as a list of messages orders it. */
export type StoredMessage = { id: number; created_at: number }

/**
 * Reads the messages of a list, by id, from the oldest that the page shows before the first post. A
 * later call returns more.
 */
export type ReadList = () => StoredMessage[]

/** The newest message that the server has acknowledged. */
export class Acknowledged {
  newest = 0

  add(id: number) {
    this.newest = Math.max(this.newest, id)
  }
}

/**
 * Requests a page whose messages change while it is read. Responses are kept and checked after the
 * round, because decompressing them at once would cost the driver more than the server.
 */
export class GrowingPageReader implements Workload {
  readonly #responses: { response: Buffer; least: number }[] = []
  readonly #size: number
  #least = 0

  constructor(
    readonly request: Buffer,
    readonly list: ReadList,
    readonly acknowledged: Acknowledged,
  ) {
    this.#size = list().length
  }

  nextRequest() {
    this.#least = this.acknowledged.newest
    return this.request
  }

  onResponse(response: Buffer) {
    const last = this.#responses.at(-1)
    if (last?.response === response && last.least === this.#least) return
    this.#responses.push({ response, least: this.#least })
  }

  /**
   * @throws {InvalidRun} unless every page was full, had consecutive messages in their order, and
   *   ended at or after the newest message acknowledged before its request
   */
  check() {
    const list = this.list()
    const shownIn = new Map<Buffer, number[]>()
    for (const { response, least } of this.#responses.splice(0)) {
      const shown = shownIn.get(response) ?? idsIn(response)
      shownIn.set(response, shown)
      const newest = Math.max(...shown)
      const end = list.findLastIndex(({ id }) => id === newest)
      const expected = list.slice(Math.max(0, end + 1 - this.#size), end + 1)
      if (end < list.findLastIndex(({ id }) => id <= least) || !sameList(shown, inOrder(expected)))
        throw new InvalidRun(
          `After ${least}, the page shows ${shown}\nexpected ${inOrder(expected)}`,
        )
    }
  }
}

const inOrder = (messages: StoredMessage[]) =>
  messages.toSorted((a, b) => a.created_at - b.created_at || a.id - b.id).map(({ id }) => id)

function idsIn(response: Buffer) {
  const parsed = parseResponse(response)
  if (parsed.status !== 200) throw new InvalidRun(`Status ${parsed.status} for a page`)
  return [...textOf(parsed).matchAll(expectMessages([]).pattern)].map(([, id]) => Number(id))
}

const sameList = (a: number[], b: number[]) =>
  a.length === b.length && a.every((value, index) => value === b[index])
