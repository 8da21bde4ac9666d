import { expectMessages } from "./reader"
import { get, type VirtualUser } from "./request"
import { InvalidRun, parseResponse, textOf } from "./response"
import type { Workload } from "./workload"

type PageResponse = { answer: Buffer; least: number }

/**
 * A room's page that changes while it is read. What each reader got is kept, and looked into when
 * the round is over: to unpack it meanwhile would cost the driver more than the server.
 */
export class GrowingPage {
  readonly #posted: number[] = []
  readonly #views: PageResponse[] = []
  #newest: number

  /** @param earlier ids that the page shows before anything is posted, oldest first */
  constructor(readonly earlier: number[]) {
    this.#newest = earlier.at(-1) ?? 0
  }

  addPosted(id: number) {
    this.#posted.push(id)
    this.#newest = Math.max(this.#newest, id)
  }

  /** The newest message that whoever asks now has to see. */
  get newest() {
    return this.#newest
  }

  addResponse(answer: Buffer, least: number) {
    this.#views.push({ answer, least })
  }

  /**
   * @throws {InvalidRun} unless every page was whole: as many messages as it holds, all of them that
   *   come one after the other in the room, up to at least what was acknowledged before it was asked for
   */
  check() {
    const order = [...this.earlier, ...this.#posted.toSorted((a, b) => a - b)]
    const places = new Map(order.map((id, place) => [id, place]))
    for (const { answer, least } of this.#views.splice(0)) {
      const shown = idsIn(answer)
      const end = places.get(shown.at(-1) ?? 0) ?? -1
      const whole = order.slice(Math.max(0, end + 1 - this.earlier.length), end + 1)
      if (end < (places.get(least) ?? 0) || !sameList(shown, whole))
        throw new InvalidRun(`After ${least}, a page shows ${shown}\nof a room with ${whole}`)
    }
  }
}

/** Reads the page of the talk over and over. */
export class GrowingPageReader implements Workload {
  readonly #page: Buffer
  #least = 0

  constructor(
    readonly talk: GrowingPage,
    asker: VirtualUser,
  ) {
    this.#page = get(asker, `/rooms/${asker.room.id}`)
  }

  nextRequest() {
    this.#least = this.talk.newest
    return this.#page
  }

  onResponse(answer: Buffer) {
    this.talk.addResponse(answer, this.#least)
  }
}

function idsIn(answer: Buffer) {
  const read = parseResponse(answer)
  if (read.status !== 200) throw new InvalidRun(`Status ${read.status} for a page`)
  return [...textOf(read).matchAll(expectMessages([]).pattern)].map(([, id]) => Number(id))
}

const sameList = (a: number[], b: number[]) =>
  a.length === b.length && a.every((value, index) => value === b[index])
