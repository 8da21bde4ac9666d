import { expect, test } from "bun:test"
import { readBody, sanitizeBody } from "../message-body"

const LF = "\n"

// A body from outside, as it is stored, and its plain text.
const SENT: [string, string, string][] = [
  // From the composer.
  ["<p>a  b   c</p>", "<p>a  b   c</p>", "a  b   c"],
  ["<p>\tfirst<br>\t\tsub</p>", "<p>\tfirst<br>\t\tsub</p>", "\tfirst\n\t\tsub"],
  ["<p>  if x:</p><p>    y</p>", "<p>  if x:</p><p>    y</p>", "  if x:\n\n    y"],
  ["<p>a</p><p><br></p><p>b</p>", "<p>a</p><p><br></p><p>b</p>", "a\n\n\n\nb"],
  ["<p>a<br><br><br>b</p>", "<p>a<br><br><br>b</p>", "a\n\n\nb"],
  ["<p>x <b>  y</b>  z</p>", "<p>x <b>  y</b>  z</p>", "x   y  z"],
  ["<ul><li>a   b</li></ul>", "<ul><li>a   b</li></ul>", "• a   b"],
  ["<blockquote>a   b</blockquote>", "<blockquote>a   b</blockquote>", "“a   b”"],
  ["<p>a\u3000b\u00A0 c</p>", "<p>a\u3000b\u00A0 c</p>", "a\u3000b\u00A0 c"],
  // Text without markup.
  [
    "Agenda\n\tfirst\n\t\tsub\nEnd",
    "Agenda<br>\tfirst<br>\t\tsub<br>End",
    "Agenda\n\tfirst\n\t\tsub\nEnd",
  ],
  ["    indented", "    indented", "    indented"],
  ["\n \n  a\n\n\n  b\n\n", "  a<br><br><br>  b", "  a\n\n\n  b"],
  ["one\rtwo\rthree", "one<br>two<br>three", "one\ntwo\nthree"],
  ["one\r\ntwo\n\rthree", "one<br>two<br><br>three", "one\ntwo\n\nthree"],
  ["one\u2028two\u2028three", "one<br>two<br>three", "one\ntwo\nthree"],
  ["one\u2029two\u0085three", "one<br>two<br>three", "one\ntwo\nthree"],
  ["a < b\u2028  & c", "a &lt; b<br>  &amp; c", "a < b\n  & c"],
  // Line ends within elements.
  ["<p>one\rtwo</p>", "<p>one<br>two</p>", "one\ntwo"],
  [
    "<p>one\u2028two\u2029three\u0085four</p>",
    "<p>one<br>two<br>three<br>four</p>",
    "one\ntwo\nthree\nfour",
  ],
  ["<p>one&#x2028;two&#13;three</p>", "<p>one<br>two<br>three</p>", "one\ntwo\nthree"],
  ["<ul><li>one\u2028  two</li></ul>", "<ul><li>one<br>  two</li></ul>", "• one\n  two"],
  ["<p><b>one\u2028two</b></p>", "<p><b>one<br>two</b></p>", "one\ntwo"],
  [
    "<pre>one\rtwo\u2028  three\r\nfour</pre>",
    "<pre>one\ntwo\n  three\nfour</pre>",
    "one\ntwo\n  three\nfour",
  ],
  // White space that only formats the source.
  ["<p>one\n  two</p>\n\n<p>three</p>\n", "<p>one two</p><p>three</p>", "one two\n\nthree"],
  ["<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>", "• a\n• b"],
  ["<ul> <li>a</li> <li>b</li> </ul>", "<ul><li>a</li><li>b</li></ul>", "• a\n• b"],
  ["<ol><b>a</b> <i>b</i></ol>", "<ol><b>a</b> <i>b</i></ol>", "a\nb"],
  ["<p>a</p> <p>b</p>", "<p>a</p><p>b</p>", "a\n\nb"],
  ["a<br>\n  b", "a<br>b", "a\nb"],
  ["<b>a</b>\r\n<i>b</i>", "<b>a</b> <i>b</i>", "a b"],
  ["<b>a</b> <i>b</i>", "<b>a</b> <i>b</i>", "a b"],
  ["<div>\n  <b>\n a</b>\n</div>", "<div><b>a</b> </div>", "a "],
  [
    "<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>",
    "<blockquote><p>a</p></blockquote><p>b</p>",
    "“a”\n\nb",
  ],
  [
    "<table>\n <tr>\n  <td>a</td> <td>b</td>\n </tr>\n</table>",
    "<table><tr><td>a</td><td>b</td></tr></table>",
    "a\tb",
  ],
  ["<pre>a\n\n  b</pre>\n<p>c</p>", "<pre>a\n\n  b</pre><p>c</p>", "a\n\n  b\n\nc"],
]

for (const [given, stored, text] of SENT) {
  test(`stores every visible space of ${JSON.stringify(given)}`, () => {
    const body = sanitizeBody(given)

    expect(body.html).toBe(stored)
    expect(body.text()).toBe(text)
    expect(sanitizeBody(stored).html).toBe(stored)
    expect(readBody(stored).html).toBe(stored)
  })
}

test("reads an older body without the white space of its source", () => {
  expect(readBody(`<p>a${LF}  b</p>${LF}<p>c  d</p>`).html).toBe("<p>a b</p><p>c  d</p>")
  expect(readBody("<ul> <li>a</li> </ul>").html).toBe("<ul><li>a</li></ul>")
  expect(readBody(`<pre>a${LF}  b</pre>`).html).toBe(`<pre>a${LF}  b</pre>`)
})

test("folds a long run of white space in linear time", () => {
  const run = " \n\t".repeat(60_000)
  expect(sanitizeBody(`<p>a</p>${run}<p>b${run}c</p>`).html).toBe("<p>a</p><p>b c</p>")
  expect(sanitizeBody(`${" ".repeat(60_000)}x`).text()).toHaveLength(60_001)
})
