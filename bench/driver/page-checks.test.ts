import { describe, expect, test } from "bun:test"
import { Acknowledged, GrowingPageReader } from "./growing-page"
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
    const { read, check } = growing([1, 2, 3])
    read([2, 3, 4], { acknowledged: 4 })
    read([3, 4, 5], { acknowledged: 4 })

    expect(() => check([1, 2, 3, 4, 5])).not.toThrow()
  })

  test("must show every message acknowledged before the request", () => {
    const { read, check } = growing([1, 2, 3])
    read([2, 3, 4], { acknowledged: 5 })

    expect(() => check([1, 2, 3, 4, 5])).toThrow(InvalidRun)
  })

  test("must not show the same bytes after another message was acknowledged", () => {
    const { read, check } = growing([1, 2, 3])
    const page = response([2, 3, 4])
    read(page, { acknowledged: 4 })
    read(page, { acknowledged: 5 })

    expect(() => check([1, 2, 3, 4, 5])).toThrow(InvalidRun)
  })

  test("must have no gaps, no duplicates and no unknown messages", () => {
    for (const shown of [[2, 3, 5], [3, 5, 4], [4, 5, 5], [4, 5, 6], [4, 5], []]) {
      const { read, check } = growing([1, 2, 3])
      read(shown, { acknowledged: 3 })

      expect(() => check([1, 2, 3, 4, 5])).toThrow(InvalidRun)
    }
  })

  test("shows messages in the order of their times", () => {
    const [first, second] = [
      { id: 1, created_at: 20 },
      { id: 2, created_at: 10 },
    ]
    const acknowledged = new Acknowledged()
    const reader = new GrowingPageReader(Buffer.from("GET"), () => [first, second], acknowledged)
    reader.nextRequest()
    reader.onResponse(response([2, 1]))

    expect(() => reader.check()).not.toThrow()
  })
})

function growing(earlier: number[]) {
  let list = earlier
  const acknowledged = new Acknowledged()
  const reader = new GrowingPageReader(
    Buffer.from("GET"),
    () => list.map((id) => ({ id, created_at: id })),
    acknowledged,
  )
  return {
    read(page: number[] | Buffer, { acknowledged: id }: { acknowledged: number }) {
      acknowledged.add(id)
      reader.nextRequest()
      reader.onResponse(Buffer.isBuffer(page) ? page : response(page))
    },
    check(ids: number[]) {
      list = ids
      reader.check()
    },
  }
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
