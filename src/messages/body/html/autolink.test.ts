import { describe, expect, test } from "bun:test"
import { sanitizeToTree } from "./sanitize"
import { escapeText, serialize } from "./tree"

const sanitizeBody = (html: string) => serialize(sanitizeToTree(html))

const AWAY = `target="_blank" rel="noopener noreferrer nofollow"`
const link = (href: string, shown = href) => `<a href="${href}" ${AWAY}>${shown}</a>`

describe("an address in a body", () => {
  test("is linked once", () => {
    const body = sanitizeBody("<p>See https://x.example/a?b=1&amp;c=2#d</p>")

    expect(body).toBe(`<p>See ${link("https://x.example/a?b=1&amp;c=2#d")}</p>`)
    expect(sanitizeBody(body)).toBe(body)
  })

  test("is linked with www alone, and for mail", () => {
    expect(sanitizeBody("www.x.example")).toBe(link("https://www.x.example", "www.x.example"))
    expect(sanitizeBody("ann.b+c@x.example.")).toBe(
      `${link("mailto:ann.b+c@x.example", "ann.b+c@x.example")}.`,
    )
  })

  test("is linked when sanitizing completes it", () => {
    for (const body of [
      "www&#46;x.example",
      "w\u202eww.x.example",
      "<p>w<font>w</font>w.x.example</p>",
      "<p>ann&commat;x.example</p>",
    ]) {
      const stored = sanitizeBody(body)
      expect(stored).toContain("<a href=")
      expect(sanitizeBody(stored)).toBe(stored)
    }
  })

  test("leaves the sentence's punctuation outside", () => {
    for (const mark of [".", ",", "!", "?", ";", ":", "...", "?!", "'", "”", "。", "*", " "]) {
      expect(sanitizeBody(`<p>https://x.example/a${mark}</p>`)).toBe(
        `<p>${link("https://x.example/a")}${mark}</p>`,
      )
    }
    expect(sanitizeBody(`<p>"https://x.example"</p>`)).toBe(`<p>"${link("https://x.example")}"</p>`)
  })

  test("keeps the brackets that it opened, and no others", () => {
    expect(sanitizeBody("(https://x.example/A_(b))")).toBe(`(${link("https://x.example/A_(b)")})`)
    expect(sanitizeBody("[https://x.example/a].")).toBe(`[${link("https://x.example/a")}].`)
    expect(sanitizeBody("https://x.example/{a}, ok")).toBe(`${link("https://x.example/{a}")}, ok`)
  })

  test("stays as it is in links, tags and code", () => {
    for (const kept of [
      `<p><a href="https://y.example" ${AWAY}><b>https://x.example</b></a></p>`,
      `<p><a>https://x.example</a></p>`,
      `<p title="https://x.example">a</p>`,
      "<pre>curl https://x.example</pre>",
      "<p><code>ann@x.example</code></p>",
    ]) {
      expect(sanitizeBody(kept)).toBe(kept)
    }
  })

  test("must be one", () => {
    for (const text of ["https://", "http://.", "www.", "www.x", "a@b", "@ann", "x://y", "1@2.3"]) {
      expect(sanitizeBody(text)).toBe(text)
    }
    expect(sanitizeBody("javascript://x.example")).toBe("javascript://x.example")
  })

  test("ends where something could disguise it", () => {
    expect(sanitizeBody("https://x.example/\u2066a")).toBe(`${link("https://x.example/")}\u2066a`)
  })

  test("is found among many, and next to other scripts", () => {
    expect(sanitizeBody("見てhttps://x.example、www.y.example")).toBe(
      `見て${link("https://x.example")}、${link("https://www.y.example", "www.y.example")}`,
    )
  })
})

describe("literal text", () => {
  test("shows its markup, keeps its lines and is linked", () => {
    expect(sanitizeBody(escapeText("<b>1 &amp; 2</b>\nhttps://x.example/?a&b"))).toBe(
      `&lt;b&gt;1 &amp;amp; 2&lt;/b&gt;<br>${link("https://x.example/?a&amp;b")}`,
    )
  })
})
