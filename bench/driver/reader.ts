import { bodyOf, InvalidRun, parseResponse, textOf } from "./response"
import type { Workload } from "./workload"

/** The matches that a page must contain, in this order and no others. */
export type Expected = { pattern: RegExp; values: string[] }

export const expectMessages = (ids: number[]): Expected => ({
  pattern: /<article[^>]* data-message-id="(\d+)"/g,
  values: ids.map(String),
})

/** Requests one page repeatedly and checks each response that differs from the last. */
export class PageReader implements Workload {
  #raw: Buffer | undefined
  #body: Buffer | undefined

  constructor(
    readonly request: Uint8Array,
    readonly expected: Expected,
  ) {}

  nextRequest() {
    return this.request
  }

  onResponse(response: Buffer) {
    if (response === this.#raw) return
    this.#raw = response
    const body = bodyOf(response)
    if (this.#body?.equals(body)) return
    this.#check(response)
    this.#body = body
  }

  #check(response: Buffer) {
    const parsed = parseResponse(response)
    if (parsed.status !== 200) throw new InvalidRun(`Status ${parsed.status} for a page`)
    if (!parsed.headers.some(([name, value]) => name === "content-encoding" && value === "gzip"))
      throw new InvalidRun("The page is not compressed")
    checkPage(textOf(parsed), this.expected)
  }
}

/** @throws {InvalidRun} unless the page contains exactly the expected matches */
export function checkPage(html: string, { pattern, values }: Expected) {
  const found = [...html.matchAll(pattern)].map(([, value]) => value)
  if (found.length === values.length && found.every((value, index) => value === values[index]))
    return
  throw new InvalidRun(`The page shows ${found.join(" ")}\nexpected ${values.join(" ")}`)
}

/** Requests the page at another URL each time, so that no whole response is cached. */
export class UncachedReader extends PageReader {
  #count = 0

  /** @param requestNumber builds the request, with the number in a parameter that the page ignores */
  constructor(
    readonly requestNumber: (count: number) => Uint8Array,
    expected: Expected,
  ) {
    super(requestNumber(0), expected)
  }

  override nextRequest() {
    return this.requestNumber(++this.#count)
  }
}
