import { describe, expect, test } from "bun:test"
import { GrowingPage } from "./growing-page"
import { checkPage, expectMessages, PageReader } from "./reader"
import { InvalidRun } from "./response"

describe("a page that does not change", () => {
  test("must show all expected messages in their order", () => {
    expect(() => checkPage(html([3, 4, 5]), expectMessages([3, 4, 5]))).not.toThrow()
    for (const shown of [[3, 4], [3, 5, 4], [3, 4, 5, 6], []])
      expect(() => checkPage(html(shown), expectMessages([3, 4, 5]))).toThrow(InvalidRun)
  })

  test("is checked again when its bytes differ from the last response", () => {
    const reader = new PageReader(Buffer.from("GET"), expectMessages([1, 2]))
    reader.onResponse(response([1, 2]))

    expect(() => reader.onResponse(response([1, 3]))).toThrow(InvalidRun)
  })

  test("must have status 200 and be compressed", () => {
    const reader = new PageReader(Buffer.from("GET"), expectMessages([1]))

    expect(() => reader.onResponse(response([1], "500 Internal Server Error"))).toThrow(InvalidRun)
    expect(() => reader.onResponse(plain(html([1])))).toThrow(InvalidRun)
  })
})

describe("a page that grows while it is read", () => {
  test("may show messages acknowledged after the request was sent", () => {
    const page = after([1, 2, 3], [5, 4])
    page.addResponse(response([2, 3, 4]), 4)
    page.addResponse(response([3, 4, 5]), 4)

    expect(() => page.check()).not.toThrow()
  })

  test("must show every message acknowledged before the request", () => {
    const page = after([1, 2, 3], [4, 5])
    page.addResponse(response([2, 3, 4]), 5)

    expect(() => page.check()).toThrow(InvalidRun)
  })

  test("must have no gaps, no duplicates and no unknown messages", () => {
    for (const shown of [[2, 3, 5], [3, 5, 4], [4, 5, 5], [4, 5, 6], [4, 5], []]) {
      const page = after([1, 2, 3], [4, 5])
      page.addResponse(response(shown), 3)

      expect(() => page.check()).toThrow(InvalidRun)
    }
  })
})

function after(earlier: number[], posted: number[]) {
  const page = new GrowingPage(earlier)
  for (const id of posted) page.addPosted(id)
  return page
}

const html = (ids: number[]) =>
  ids.map((id) => `<article id="message_${id}" data-message-id="${id}"></article>`).join("")

function response(ids: number[], status = "200 OK") {
  const body = Bun.gzipSync(html(ids))
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status}\r\nContent-Encoding: gzip\r\n`),
    Buffer.from(`Content-Length: ${body.length}\r\n\r\n`),
    body,
  ])
}

const plain = (body: string) =>
  Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
