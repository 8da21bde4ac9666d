import { describe, expect, test } from "bun:test"
import { metasIn, plainText, textOf } from "./metas"

describe("the Open Graph data of a page", () => {
  test("is read from meta elements by property or name, and the first that is not blank counts", () => {
    expect(
      metasIn(`<base href="/docs/"><title>Tea
        time</title><meta property="og:title" content=" "><meta property="og:title" content="One &amp; more">
        <meta name="og:title" content="Two"><META PROPERTY='og:image' CONTENT='https://example.com/a.png'>
        <meta property="og:image" content="/b.png"><meta name="description" content="Summary">
        <meta property="og:description"><svg><title>Icon</title></svg>`),
    ).toEqual({
      base: "/docs/",
      heading: "Tea\n        time",
      title: "One & more",
      image: "https://example.com/a.png",
      summary: "Summary",
    })
    expect(metasIn("<title></title><svg><title>Icon</title></svg>")).toEqual({ heading: "Icon" })
    expect(metasIn("<title>Not closed <b>")).toEqual({ heading: "Not closed <b>" })
  })

  test("is text, never markup, in one line of limited length", () => {
    const texts = {
      "Using List&lt;String&gt; in Java": "Using List<String> in Java",
      "Hey!<script>x</script>": "Hey!<script>x</script>",
      "AT&amp;T &quot;5G&quot; isn&#39;t &#x27;here&#x27;": `AT&T "5G" isn't 'here'`,
      "1 < 2 & 3\n  > 2": "1 < 2 & 3 > 2",
      "a &copy b &notit; &amp;lt;": "a &copy b &notit; &lt;",
      "vector<T>::push_back": "vector<T>::push_back",
      "Map&lt;K, V&gt; &amp; friends": "Map<K, V> & friends",
      "Why &lt;b&gt; isn&#8217;t &lt;strong&gt;": "Why <b> isn’t <strong>",
      "<b>Bold</b> move": "<b>Bold</b> move",
      "<!-- hidden -->": "<!-- hidden -->",
      "a &#60; b &#x3E; c": "a < b > c",
      "Caf&#xE9; &#128293; &#xD800;": "Café 🔥 \uFFFD",
      "&amp;amp;lt;": "&amp;lt;",
      "50% &#215; 2 &#X2260; 1": "50% × 2 ≠ 1",
      "\u00A0 Tea\t\r\n time ": "Tea time",
      "if (a<b && c>d) {}": "if (a<b && c>d) {}",
    }
    for (const [text, plain] of Object.entries(texts)) expect(plainText(text, 280)).toBe(plain)
    expect(plainText("x".repeat(300), 280)).toBe(`${"x".repeat(279)}…`)
    expect(plainText("x".repeat(280), 280)).toHaveLength(280)
    expect(plainText("<a".repeat(1_000_000), 280)).toHaveLength(280)
  })

  test("is decoded by byte order mark, header or meta, else as UTF-8 or windows-1252", () => {
    const latin = Buffer.from("Café la crème", "latin1")
    const utf8 = Buffer.from("Café la crème")
    const meta = (charset: string, body: Buffer) =>
      Buffer.concat([Buffer.from(`<meta charset="${charset}">`), body])
    const mark = (bytes: number[], body: Buffer) => Buffer.concat([Buffer.from(bytes), body])
    const pages: [Uint8Array, string, string?][] = [
      [latin, "text/html; charset=ISO-8859-1"],
      [latin, "text/html"],
      [latin, "text/html; charset=nonsense"],
      [utf8, "text/html"],
      [utf8, 'text/html; charset="UTF-8"'],
      [meta("windows-1252", latin), "text/html"],
      [meta("utf-8", utf8), "text/html"],
      [meta("utf-16", utf8), "text/html"],
      [meta("utf-8", latin), "text/html; charset=iso-8859-1"],
      [mark([0xef, 0xbb, 0xbf], utf8), "text/html; charset=iso-8859-1"],
      [mark([0xff, 0xfe], Buffer.from("Café la crème", "utf16le")), "text/html"],
      [Uint8Array.of(0x93, 0x61, 0x94, 0x80), "text/html", "“a”€"],
      [Uint8Array.of(0x93, 0xfa, 0x96, 0x7b), "text/html; charset=Shift_JIS", "日本"],
    ]
    for (const [bytes, type, text = "Café la crème"] of pages)
      expect(textOf(bytes, type)).toEndWith(text)
  })
})
