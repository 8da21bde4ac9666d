import { describe, expect, test } from "bun:test"
import { actionIn } from "../commands/action"
import { readBody, sanitizeBody } from "./message-body"

function read(html: string) {
  const { command } = sanitizeBody(html)
  return command && "rest" in command ? { ...command, rest: command.rest.html } : command
}

const unescaped = (html: string) => sanitizeBody(html).unescaped.html

describe("a command", () => {
  test("is a known word after a slash at the very start, and what follows it", () => {
    expect(read("<p>/topic Tea &amp; cake</p>")).toEqual({
      name: "topic",
      rest: "<p>Tea &amp; cake</p>",
    })
    expect(read("/topic Tea")).toEqual({ name: "topic", rest: "Tea" })
    expect(read("<p>/mute</p>")).toEqual({ name: "mute", rest: "<p></p>" })
    expect(read("<p>/me&nbsp;waves</p>")).toMatchObject({ name: "me" })
  })

  test("is not what merely has a slash in it", () => {
    for (const body of [
      "<p>/usr/bin is full</p>",
      "/etc/hosts",
      "<p>/</p>",
      "<p>/ or</p>",
      "<p>/24 networks</p>",
      "<p>Use /topic</p>",
      "<pre>/topic x</pre>",
      "<blockquote><p>/me waves</p></blockquote>",
      "<ul><li>/me</li></ul>",
      "<p> /me waves</p>",
      "<p>/Me waves</p>",
      "<p><strong>/me</strong> waves</p>",
      "// TODO",
    ])
      expect([body, read(body)]).toEqual([body, null])
  })

  test("may be unknown, and is then named", () => {
    expect(read("<p>/frobnicate now</p>")).toEqual({ unknown: "frobnicate" })
    expect(read("/tmp")).toEqual({ unknown: "tmp" })
  })

  test("is a slash and no more when there are two, or a space before it", () => {
    expect(unescaped("<p>//me waves</p>")).toBe("<p> /me waves</p>")
    expect(unescaped("//tmp is full")).toBe("<div> /tmp is full</div>")
    expect(read(" /topic Tea")).toBeNull()
    for (const body of ["<p>https://example.com</p>", "<p>// TODO</p>", "<p>/me waves</p>"])
      expect(readBody(body).unescaped.html).toBe(body)
    expect(read("<p> /me waves</p>")).toBeNull()
    expect(actionIn("<p> /me waves</p>", "Ada")).toBeNull()
  })
})

test("a shrug follows the words, where their paragraph ends", () => {
  const SHRUG = "¯\\_(ツ)_/¯"
  const shrugged = (html: string) => readBody(html).withEnding(SHRUG).html
  expect(shrugged("<p>who knows</p>")).toBe(`<p>who knows ${SHRUG}</p>`)
  expect(shrugged("<p>who</p><p>knows</p>")).toBe(`<p>who ${SHRUG}</p><p>knows</p>`)
  expect(shrugged("<p>who <b>knows</b></p>")).toBe(`<p>who <b>knows</b> ${SHRUG}</p>`)
  expect(shrugged("who knows")).toBe(`who knows ${SHRUG}`)
  expect(shrugged("<p></p>")).toBe(`<p>${SHRUG}</p>`)
})

test("what somebody does becomes a line that begins with their name", () => {
  expect(actionIn("<p>/me <b>waves</b></p>", "Ada")).toContain("</b> <b>waves</b></p>")
  expect(actionIn("<p>/me waves</p>", "Ada")).toBe(
    '<div class="action"><p><b class="action__name">Ada</b> waves</p></div>',
  )
  expect(actionIn("/me waves", "A &amp; $1")).toBe(
    '<div class="action"><b class="action__name">A &amp; $1</b> waves</div>',
  )
  for (const body of ["<p>/me</p>", "<p>/me </p>", "<p>/meow loud</p>", "<p>I say /me waves</p>"])
    expect(actionIn(body, "Ada")).toBeNull()
})
