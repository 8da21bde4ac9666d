import { describe, expect, test } from "bun:test"
import { GrowingPage } from "./growing-page"
import { checkPage, expectMessages, PageReader } from "./reader"
import { InvalidRun } from "./response"

describe("a page that stays as it is", () => {
  test("has to show what is expected, all of it, in its order", () => {
    expect(() => checkPage(html([3, 4, 5]), expectMessages([3, 4, 5]))).not.toThrow()
    for (const shown of [[3, 4], [3, 5, 4], [3, 4, 5, 6], []])
      expect(() => checkPage(html(shown), expectMessages([3, 4, 5]))).toThrow(InvalidRun)
  })

  test("is looked into again when its bytes differ from the last", () => {
    const reader = new PageReader(Buffer.from("GET"), expectMessages([1, 2]))
    reader.onResponse(answer([1, 2]))

    expect(() => reader.onResponse(answer([1, 3]))).toThrow(InvalidRun)
  })

  test("has to have status 200 and come packed", () => {
    const reader = new PageReader(Buffer.from("GET"), expectMessages([1]))

    expect(() => reader.onResponse(answer([1], "500 Internal Server Error"))).toThrow(InvalidRun)
    expect(() => reader.onResponse(plain(html([1])))).toThrow(InvalidRun)
  })
})

describe("a page that people talk in", () => {
  test("may show more than what was acknowledged when it was asked for", () => {
    const talk = after([1, 2, 3], [5, 4])
    talk.addResponse(answer([2, 3, 4]), 4)
    talk.addResponse(answer([3, 4, 5]), 4)

    expect(() => talk.check()).not.toThrow()
  })

  test("must not show less", () => {
    const talk = after([1, 2, 3], [4, 5])
    talk.addResponse(answer([2, 3, 4]), 5)

    expect(() => talk.check()).toThrow(InvalidRun)
  })

  test("must have no gaps, nothing twice and nothing that was never said", () => {
    for (const shown of [[2, 3, 5], [3, 5, 4], [4, 5, 5], [4, 5, 6], [4, 5], []]) {
      const talk = after([1, 2, 3], [4, 5])
      talk.addResponse(answer(shown), 3)

      expect(() => talk.check()).toThrow(InvalidRun)
    }
  })
})

function after(earlier: number[], posted: number[]) {
  const talk = new GrowingPage(earlier)
  for (const id of posted) talk.addPosted(id)
  return talk
}

const html = (ids: number[]) =>
  ids.map((id) => `<article id="message_${id}" data-message-id="${id}"></article>`).join("")

function answer(ids: number[], status = "200 OK") {
  const body = Bun.gzipSync(html(ids))
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status}\r\nContent-Encoding: gzip\r\n`),
    Buffer.from(`Content-Length: ${body.length}\r\n\r\n`),
    body,
  ])
}

const plain = (body: string) =>
  Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
