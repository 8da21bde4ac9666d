import { expect, test } from "bun:test"
import { textToHtml } from "./html"

test("keeps the lines of plain text", () => {
  expect(textToHtml("one\ntwo")).toBe("<p>one<br>two</p>")
})

test("escapes markup", () => {
  expect(textToHtml('<b title="x">&amp;')).toBe("<p>&lt;b title=&quot;x&quot;&gt;&amp;amp;</p>")
})

test("keeps replacement patterns as text", () => {
  expect(textToHtml("$& $1 $body$")).toBe("<p>$&amp; $1 $body$</p>")
})
