import { describe, expect, test } from "bun:test"
import { readBody, sanitizeBody } from "../message-body"
import { plainText } from "./plain-text"
import { sanitizeToTree } from "./sanitize"
import { parseTree } from "./tree"

const text = (html: string) => plainText(sanitizeToTree(html))

describe("plain text", () => {
  test("breaks lines where the body does", () => {
    expect(text("a<br>b")).toBe("a\nb")
    expect(text("<div>a</div><div>b</div>")).toBe("a\nb")
    expect(text("<p>a</p><p>b</p>")).toBe("a\n\nb")
    expect(text("<h1>a</h1>b<p>c</p>")).toBe("a\n\nb\nc")
  })

  test("marks the items of lists, two spaces deeper at every level", () => {
    expect(
      text("<ul><li>a<ul><li>b<ol><li>c</li><li>d</li></ol></li></ul></li><li>e</li></ul>f"),
    ).toBe("• a\n  • b\n    1. c\n    2. d\n• e\n\nf")
    expect(text("<ol start=9><li>a</li><li>b</li><li value=20>c</li></ol>")).toBe(
      "9. a\n10. b\n20. c",
    )
    expect(text("<ul><li>a</li><li><ul><li>b</li></ul></li></ul>")).toBe("• a\n  • b")
  })

  test("quotes quotes and brackets captions", () => {
    expect(text("<blockquote><p>a</p><p>b</p></blockquote>c")).toBe("“a\n\nb”\n\nc")
    expect(text("<figure><figcaption>a<br></figcaption></figure>")).toBe("[a]")
  })

  test("sets cells apart by tabs, rows by lines", () => {
    expect(
      text(
        "<table><tr><th>a</th><th>b</th></tr>\n<tr><td><p>c</p><p>d</p></td><td></td></tr></table>x",
      ),
    ).toBe("a\tb\nc d\t\n\nx")
  })

  test("keeps the lines of code, and folds those of other source", () => {
    expect(text("<pre>a\n  b\n\nc</pre>")).toBe("a\n  b\n\nc")
    expect(text("<p>a\n   b</p>\n\n<p>\nc</p>\n")).toBe("a b\n\nc")
  })

  test("holds neither scripts nor markup, and reads references", () => {
    expect(
      text("<style>x</style><p title=t>a &lt;b&gt; &amp;amp; &quot;c&quot;<script>y</script></p>"),
    ).toBe(`a <b> &amp; "c"`)
  })

  test("ends without empty lines", () => {
    expect(text("<p>a</p><p><br></p><p><br></p>")).toBe("a")
  })

  test("leaves attachments to those who know them", () => {
    const body = sanitizeToTree(
      `<p>Hi <action-text-attachment sgid="7 &amp; 8"></action-text-attachment>!</p>`,
    )

    expect(plainText(body)).toBe("Hi !")
    expect(plainText(body, ({ sgid }) => `@${sgid}`)).toBe("Hi @7 & 8!")
  })
})

describe("a blank body", () => {
  test("has nothing that a reader could see", () => {
    for (const blank of [
      "",
      "  ",
      "\n",
      "<p></p>",
      "<p><br></p>",
      "&nbsp;",
      "\u200B\u2060\u3164\u2800",
      "<hr>",
    ]) {
      expect(sanitizeBody(blank).isBlank).toBe(true)
    }
    for (const seen of [
      "a",
      "<p>.</p>",
      "❤️",
      `<action-text-attachment sgid="1"></action-text-attachment>`,
    ]) {
      expect(sanitizeBody(seen).isBlank).toBe(false)
    }
  })
})

test("words that stand where none belong are read all the same", () => {
  expect(plainText(parseTree("<ul>a<li>b</li><p>c</p></ul>"))).toBe("a\n• b\nc")
  expect(plainText(parseTree("<table><tr>a<td>b</td><a>c</a></tr></table>"))).toBe("a\tb\tc")
  expect(plainText(parseTree("<table><tr> <td>a</td> <td></td> <td>b</td> </tr></table>"))).toBe(
    "a\t\tb",
  )
  expect(readBody("<ol>a</ol>").isBlank).toBe(false)
})
