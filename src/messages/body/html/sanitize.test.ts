import { describe, expect, test } from "bun:test"
import { HOSTILE_MARKUP, HUGE_MARKUP } from "../../../../test/support/hostile/hostile"
import { readBody } from "../message-body"
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS } from "./allowed"
import { sanitizeToTree } from "./sanitize"
import { parseTree, serialize } from "./tree"

const sanitizeBody = (html: string) => serialize(sanitizeToTree(html))

describe("a body", () => {
  test("loses images and keeps the words around them", () => {
    expect(sanitizeBody("Hello <img>World")).toBe("Hello World")
  })

  test("keeps strong words, code, lists, tables and quotes", () => {
    for (const kept of [
      "<p><strong>Bold</strong>, <em>leaning</em>, <s>gone</s>, <u>under</u>, <mark>lit</mark></p>",
      `<pre data-language="ruby">puts 1<br>puts 2</pre><p><code>x</code></p>`,
      "<ul><li>one<ul><li>inner</li></ul></li></ul>",
      `<ol start="3"><li value="3">three</li></ol>`,
      "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
      `<blockquote>Said</blockquote><cite>Ann <a href="/rooms/1/@2" target="_top">#</a></cite>`,
      "<h1>Title</h1><hr><h6>Small</h6>",
      `<figure class="lexxy-content__table-wrapper"><table><tbody><tr><th class="lexxy-content__table-cell--header">a</th></tr></tbody></table></figure>`,
    ]) {
      expect(sanitizeBody(kept)).toBe(kept)
    }
  })

  test("keeps relative, web and mail links, and says where they open", () => {
    const away = `target="_blank" rel="noopener noreferrer nofollow"`

    expect(sanitizeBody(`<a href="/rooms/1">x</a>`)).toBe(`<a href="/rooms/1" target="_top">x</a>`)
    expect(sanitizeBody(`<a href="https://x.example">x</a>`)).toBe(
      `<a href="https://x.example" ${away}>x</a>`,
    )
    expect(sanitizeBody(`<a href="mailto:a@x.example" target=_self rel=opener>x</a>`)).toBe(
      `<a href="mailto:a@x.example" ${away}>x</a>`,
    )
  })

  test("loses script in addresses and handlers, and keeps the words", () => {
    for (const address of ["javascript:alert(1)", "data:text/html,x", "JAVA&#10;SCRIPT:x", "//x"]) {
      expect(sanitizeBody(`<a href="${address}" onclick="alert(1)">x</a>`)).toBe("<a>x</a>")
    }
  })

  test("unwraps tags that it doesn't know, and drops whole what isn't text", () => {
    expect(sanitizeBody("<section><font color=red>a</font><nav>b</nav></section>")).toBe("ab")
    for (const tag of ["script", "style", "iframe", "object", "form", "svg", "math", "template"]) {
      expect(sanitizeBody(`a<${tag}>gone</${tag}>b`)).toBe("ab")
    }
  })

  test("wears none but the editor's own classes", () => {
    expect(sanitizeBody(`<p class="og-embed mention message--me">x</p>`)).toBe("<p>x</p>")
  })

  test("names only code languages that can be coloured", () => {
    expect(sanitizeBody(`<pre data-language="JS">x</pre>`)).toBe(
      `<pre data-language="javascript">x</pre>`,
    )
    expect(sanitizeBody(`<pre data-language="x y">x</pre>`)).toBe("<pre>x</pre>")
  })

  test("keeps a mention's and an embed's own attributes, and nothing within", () => {
    const mention = `<action-text-attachment sgid="abc--1" content-type="application/vnd.campfire.mention"></action-text-attachment>`
    const embed = `<action-text-attachment content-type="application/vnd.actiontext.opengraph-embed" href="https://x.example" url="https://x.example/a.png" filename="T &amp; T" caption="C"></action-text-attachment>`

    expect(sanitizeBody(`<p>Hi ${mention}</p>`)).toBe(`<p>Hi ${mention}</p>`)
    expect(sanitizeBody(embed)).toBe(embed)
    expect(
      sanitizeBody(
        `<action-text-attachment sgid="a"><b>x<action-text-attachment sgid="b">y</action-text-attachment></b></action-text-attachment>z`,
      ),
    ).toBe(`<action-text-attachment sgid="a"></action-text-attachment>z`)
  })

  test("can't end a list that it stands in", () => {
    expect(sanitizeBody("<li>a</li><dd>b</dd>")).toBe("<div>a</div><div>b</div>")
    expect(sanitizeBody("<ul><li>a</li></ul><li>b")).toBe("<ul><li>a</li></ul><div>b</div>")
  })

  test("comes out the same again where a tag was taken from between two others, or made a block", () => {
    expect(sanitizeBody("<p>a<html><ul><li>b")).toBe("<p>a</p><ul><li>b</li></ul>")
    expect(sanitizeBody("<p>a<dd>b")).toBe("<p>a</p><div>b</div>")
  })

  test("has no link whose slashes are two to browsers alone, nor one to nowhere", () => {
    for (const address of ["/\t/evil.example", "/\n/evil.example", "https://%", "http://[::1"])
      expect(sanitizeBody(`<a href="${address}">x</a>`)).toBe("<a>x</a>")
  })

  test("without markup keeps its lines", () => {
    expect(sanitizeBody("one\r\ntwo & three\n\nfour < five\n")).toBe(
      "one<br>two &amp; three<br><br>four &lt; five",
    )
    expect(sanitizeBody("Caf\u00E9 100% ☕")).toBe("Caf\u00E9 100% ☕")
    expect(sanitizeBody("")).toBe("")
  })

  test("holds no control characters, forced directions or halves of characters", () => {
    expect(sanitizeBody("a\u0000\uD83Db\u001Bc\u0084d\u202Ee&#x202D;f&#27;g")).toBe(
      "a\uFFFD\uFFFDbcdefg",
    )
    expect(sanitizeBody("a\uD800b")).toBe("a\uFFFDb")
    expect(sanitizeBody("<p>\u05D0\u200F \u2067x\u2069</p>")).toBe(
      "<p>\u05D0\u200F \u2067x\u2069</p>",
    )
  })

  test("is cleaned apart from every other", async () => {
    const dirty = `<form><b>x</b>`
    const clean = "<p><b>x</b></p>"
    const results = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => sanitizeBody(i % 2 ? dirty : clean)),
    )

    expect(new Set(results.filter((_, i) => i % 2 === 0))).toEqual(new Set([clean]))
    expect(new Set(results.filter((_, i) => i % 2 === 1))).toEqual(new Set([""]))
  })
})

describe("hostile markup", () => {
  for (const markup of HOSTILE_MARKUP) {
    test(`is harmless: ${JSON.stringify(markup).slice(0, 90)}`, () => expectHarmless(markup))
  }

  for (const [name, markup] of Object.entries(HUGE_MARKUP)) {
    test(`comes through in bounded time: ${name}`, () => expectHarmless(markup))
  }

  test("leaves no trace of its scripts in what is shown", () => {
    const shown = HOSTILE_MARKUP.map((markup) =>
      readBody(sanitizeBody(markup)).withAttachments(() => "☒"),
    ).join("")

    expect(shown.match(/(?:href|src|cite|url)="\s*(?:javascript|vbscript|data):/i)).toBe(null)
    expect(shown.match(/<(?:script|img|svg|style|iframe|form|turbo)/i)).toBe(null)
  })
})

const HARMLESS_ADDRESS = /^(?:https?:|mailto:|(?![^/?#]*:|[/\\]{2}))/i

/** Looks with another parser than the one that sanitized. */
function expectHarmless(markup: string) {
  const body = sanitizeBody(markup)
  expect(sanitizeBody(body)).toBe(body)
  expect(readBody(body).html).toBe(serialize(parseTree(body)))
  expect(typeof readBody(body).isBlank).toBe("boolean")

  const seen = new Set<string>()
  let depth = 0
  let deepest = 0
  const read = new HTMLRewriter().on("*", {
    element(element) {
      seen.add(element.tagName)
      for (const [name, value] of element.attributes) {
        seen.add(`${element.tagName} ${name}`)
        if (ADDRESSES.has(name)) expect(value).toMatch(HARMLESS_ADDRESS)
      }
      if (VOID.has(element.tagName)) return
      deepest = Math.max(deepest, ++depth)
      element.onEndTag(() => {
        depth--
      })
    },
    comments: () => expect.unreachable(),
  })
  read.transform(body)

  expect([...seen].filter((one) => !ALLOWED.has(one))).toEqual([])
  expect(depth).toBe(0)
  expect(deepest).toBeLessThanOrEqual(64)
}

const ADDRESSES = new Set(["href", "src", "cite", "url"])
const VOID = new Set(["br", "hr"])
const ALLOWED = new Set(ALLOWED_TAGS.flatMap((tag) => [tag, ...allowedAttributes(tag)]))

function allowedAttributes(tag: string) {
  const perTag: Record<string, string[]> = ALLOWED_ATTRIBUTES
  const names = ["class", ...ALLOWED_ATTRIBUTES["*"], ...(perTag[tag] ?? [])]
  return names.map((name) => `${tag} ${name}`)
}
