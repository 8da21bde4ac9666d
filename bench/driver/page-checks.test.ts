import { describe, expect, test } from "bun:test"
import { Talk } from "./growing-page"
import { checkPage, messageIds, Reader } from "./reader"
import { Invalid } from "./response"

describe("a page that stays as it is", () => {
  test("has to show what is expected, all of it, in its order", () => {
    expect(() => checkPage(html([3, 4, 5]), messageIds([3, 4, 5]))).not.toThrow()
    for (const shown of [[3, 4], [3, 5, 4], [3, 4, 5, 6], []])
      expect(() => checkPage(html(shown), messageIds([3, 4, 5]))).toThrow(Invalid)
  })

  test("is looked into again when its bytes differ from the last", () => {
    const reader = new Reader(Buffer.from("GET"), messageIds([1, 2]))
    reader.hear(answer([1, 2]))

    expect(() => reader.hear(answer([1, 3]))).toThrow(Invalid)
  })

  test("has to have status 200 and come packed", () => {
    const reader = new Reader(Buffer.from("GET"), messageIds([1]))

    expect(() => reader.hear(answer([1], "500 Internal Server Error"))).toThrow(Invalid)
    expect(() => reader.hear(plain(html([1])))).toThrow(Invalid)
  })
})

describe("a page that people talk in", () => {
  test("may show more than what was acknowledged when it was asked for", () => {
    const talk = after([1, 2, 3], [5, 4])
    talk.saw(answer([2, 3, 4]), 4)
    talk.saw(answer([3, 4, 5]), 4)

    expect(() => talk.check()).not.toThrow()
  })

  test("must not show less", () => {
    const talk = after([1, 2, 3], [4, 5])
    talk.saw(answer([2, 3, 4]), 5)

    expect(() => talk.check()).toThrow(Invalid)
  })

  test("must have no gaps, nothing twice and nothing that was never said", () => {
    for (const shown of [[2, 3, 5], [3, 5, 4], [4, 5, 5], [4, 5, 6], [4, 5], []]) {
      const talk = after([1, 2, 3], [4, 5])
      talk.saw(answer(shown), 3)

      expect(() => talk.check()).toThrow(Invalid)
    }
  })
})

function after(earlier: number[], posted: number[]) {
  const talk = new Talk(earlier)
  for (const id of posted) talk.acknowledged(id)
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
