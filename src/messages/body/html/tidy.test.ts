import { expect, test } from "bun:test"
import { sanitizeToTree } from "./sanitize"
import { serialize } from "./tree"

const sanitizeBody = (html: string) => serialize(sanitizeToTree(html))

test("a body ends with its last word", () => {
  for (const blank of ["<br>", "<p><br></p>", "<p></p>", "<p> &nbsp;<br></p>", "<p dir='ltr'></p>"])
    expect(sanitizeBody(`<p>Done</p>${blank}${blank}\n`)).toBe("<p>Done</p>")
})

test("empty lines between and before words stay, and so does what only looks empty", () => {
  for (const body of ["<p><br></p><p>Done</p>", "<p>Well<br><br>done</p>", "<p>Done</p><hr>"])
    expect(sanitizeBody(body)).toBe(body)
})

test("nothing but empty lines is nothing, however many", () => {
  expect(sanitizeBody("<p><br></p>".repeat(5_000))).toBe("")
})
