import { bodyOf, InvalidRun, parseResponse, textOf } from "./response"
import type { Workload } from "./workload"

/** What has to stand in a page, in this order, and no more of its kind. */
export type Expected = { pattern: RegExp; values: string[] }

export const expectMessages = (ids: number[]): Expected => ({
  pattern: /<article[^>]* data-message-id="(\d+)"/g,
  values: ids.map(String),
})

/** Asks for the same page all the time, and looks into each that differs from the last. */
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

  onResponse(answer: Buffer) {
    if (answer === this.#raw) return
    this.#raw = answer
    const body = bodyOf(answer)
    if (this.#body?.equals(body)) return
    this.#look(answer)
    this.#body = body
  }

  #look(answer: Buffer) {
    const read = parseResponse(answer)
    if (read.status !== 200) throw new InvalidRun(`Status ${read.status} for a page`)
    if (!read.headers.some(([name, value]) => name === "content-encoding" && value === "gzip"))
      throw new InvalidRun("A page isn't compressed")
    checkPage(textOf(read), this.expected)
  }
}

/** @throws {InvalidRun} unless exactly what is expected stands in the page */
export function checkPage(html: string, { pattern, values }: Expected) {
  const found = [...html.matchAll(pattern)].map(([, value]) => value)
  if (found.length === values.length && found.every((value, index) => value === values[index]))
    return
  throw new InvalidRun(`A page shows ${found.join(" ")}\nrather than ${values.join(" ")}`)
}
