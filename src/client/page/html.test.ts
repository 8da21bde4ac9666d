import { expect, test } from "bun:test"
import { textToHtml } from "./html"

test("plain text keeps its lines", () => {
  expect(textToHtml("one\ntwo")).toBe("<p>one<br>two</p>")
})

test("what looks like markup stays text", () => {
  expect(textToHtml('<b title="x">&amp;')).toBe("<p>&lt;b title=&quot;x&quot;&gt;&amp;amp;</p>")
})

test("patterns of replacement mean nothing", () => {
  expect(textToHtml("$& $1 $body$")).toBe("<p>$&amp; $1 $body$</p>")
})
