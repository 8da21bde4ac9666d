import { beforeAll, describe, expect, test } from "bun:test"
import { embed, mention } from "../../../test/support/mentions"
import { configureSecret } from "../../platform/http/signed"
import { EMBED_TYPE, unfurledImagePath } from "./embed"
import { isEmojiOnly } from "./emoji-only"
import { NOBODY, sanitizeBody } from "./message-body"
import { bodyForEditor, presentBody } from "./presentation"

const PAGE = { href: "https://example.com/a", filename: "A page", caption: "About it" }
const PICTURE = "https://example.com/a.png"

const bob = { id: 7, name: "Bob", bio: null, updated_at: 1_000_000 }
const people = new Map([[bob.id, bob]])

const shown = (html: string) => presentBody(sanitizeBody(html), people)
const text = (html: string) => sanitizeBody(html).text(people)

beforeAll(() => configureSecret("a secret for tests"))

describe("an embed", () => {
  test("shows its title as a link, its description, and its picture by way of us", () => {
    const html = shown(`<p>See</p>${embed({ ...PAGE, url: PICTURE })}`)

    expect(html).toContain('<span class="og-embed">')
    expect(html).toMatch(
      /<span class="og-embed__title"><a href="https:\/\/example\.com\/a" target="_blank" rel="noopener noreferrer nofollow">A page<\/a>/,
    )
    expect(html).toContain('<span class="og-embed__description">About it</span>')
    expect(html).toContain(`<img src="${unfurledImagePath(PICTURE)}" alt=""`)
    expect(html).not.toContain(`src="${PICTURE}`)
  })

  test("is cut to 280 and 560 characters, and never within one", () => {
    const html = shown(embed({ ...PAGE, filename: "t".repeat(281), caption: "😀".repeat(281) }))

    expect(html).toContain(`>${"t".repeat(279)}…</a>`)
    expect(html).toContain(`>${"😀".repeat(279)}…</span>`)
    expect(shown(embed({ ...PAGE, filename: "t".repeat(280) }))).toContain(`>${"t".repeat(280)}<`)
  })

  test("leads and looks nowhere but to the web, and escapes what it says", () => {
    const hostile = [
      "javascript:alert(1)",
      "data:text/html,x",
      "/rooms/1",
      "//evil.example",
      "mailto:a@b.co",
    ]

    for (const href of hostile) expect(shown(embed({ ...PAGE, href }))).toContain("☒")
    for (const url of hostile) expect(shown(embed({ ...PAGE, url }))).not.toContain("<img")
    expect(shown(embed({ ...PAGE, filename: "&lt;img src=x&gt;" }))).toContain("&lt;img src=x&gt;")
  })

  test("is read from the card that the editor sends of it", () => {
    const card = `<div class="og-embed"><div class="og-embed__content"><div class="og-embed__title"><a href="https://example.com/a">A &amp; <b>B</b></a></div><div class="og-embed__description">About it</div></div><div class="og-embed__image"><img src="${unfurledImagePath(PICTURE)}"></div></div>`
    const attribute = card.replaceAll("&", "&amp;").replaceAll('"', "&quot;")
    const sent = `<action-text-attachment content-type="${EMBED_TYPE}" content="${attribute}"></action-text-attachment>`

    const body = sanitizeBody(`<p>See</p>${sent}`)

    expect(body.html).not.toContain("og-embed__")
    expect(body.html).toContain('href="https://example.com/a"')
    expect(body.html).toContain(`url="${PICTURE}"`)
    expect(presentBody(body, people)).toContain(">A &amp; B</a>")
    expect(sanitizeBody(bodyForEditor(body, people, 2)).html).toBe(body.html)
  })

  test("has no text, so that neither search nor emoji see it", () => {
    expect(text(`<p>See</p>${embed(PAGE)}`)).toBe("See")
    expect(isEmojiOnly(text(`<p>🎉</p>${embed(PAGE)}`))).toBe(true)
  })
})

describe("a link with nothing but its preview", () => {
  const solo = (href: string, typed: string) => shown(`<p>${typed}</p>${embed({ ...PAGE, href })}`)

  test("is its preview alone; other words stay", () => {
    const html = solo(PAGE.href, PAGE.href)

    expect(html).toStartWith('<div class="trix-content"><span class="og-embed">')
    expect(solo(PAGE.href, `${PAGE.href} is good`)).toContain("is good")
    expect(solo(PAGE.href, "https://example.com/other")).toContain("example.com/other</a>")
    expect(shown(`<p>${PAGE.href} ${mention(bob)}</p>${embed(PAGE)}`)).toContain(">Bob</a>")
    expect(
      shown(`<p>${PAGE.href}</p>${embed(PAGE)}${embed({ ...PAGE, href: "https://b.example/" })}`),
    ).toContain("example.com/a</a>")
  })

  test("is the same on x.com and twitter.com, whatever led there; and nowhere else", () => {
    const typed = "https://x.com/dhh/status/17?s=20&amp;t=abc"

    expect(solo("https://twitter.com/dhh/status/17", typed)).not.toContain("s=20")
    expect(solo("https://www.twitter.com/dhh/status/17", typed)).not.toContain("s=20")
    expect(solo("https://twitter.com/dhh/status/18", typed)).toContain("s=20")
    expect(solo("https://netflix.com/watch?a=1", "https://netflix.com/watch?a=2")).toContain("a=2")
    expect(solo("https://twitter.com/a", "https://x.com.evil.example/a")).toContain("evil.example")
  })
})

describe("a post's picture", () => {
  const avatar = (url: string) =>
    shown(embed({ ...PAGE, url })).includes('class="trix-content cf-twitter-avatar"')

  test("is told from what the post is about by where it lies", () => {
    expect(avatar("https://pbs.twimg.com/profile_images/1/me.jpg")).toBe(true)
    expect(avatar("https://pbs.twimg.com/media/1.jpg")).toBe(false)
    expect(avatar("https://pbs.twimg.com.evil.example/profile_images/1.jpg")).toBe(false)
    expect(avatar("https://evil.example/https://pbs.twimg.com/profile_images/1.jpg")).toBe(false)
  })
})

describe("a mention", () => {
  test("survives what makes bodies safe, with nothing of what it showed in the editor", () => {
    const sent = mention(bob).replace(" content-type", ' content="&lt;img src=x&gt;" content-type')

    expect(sanitizeBody(`<p>Ask ${sent}</p>`).html).toBe(`<p>Ask ${mention(bob)}</p>`)
  })

  test("is the person's name, linked to them, and @ with their name as text", () => {
    const html = shown(`<p>Ask ${mention(bob)}!</p>`)

    expect(html).toMatch(
      /<p>Ask <span class="mention" data-user-id="7" dir="auto"><a href="\/users\/7" target="_top" title="Bob"><img src="\/users\/[^"]+" alt="" [^>]*>Bob<\/a><\/span>!<\/p>/,
    )
    expect(text(`<p>Ask ${mention(bob)}!</p>`)).toBe("Ask @Bob!")
  })

  test("of somebody who isn't there is a sign of it, and has no text", () => {
    const body = `<p>Ask ${mention({ id: 8 })}!</p>`

    expect(shown(body)).toContain("Ask ☒!")
    expect(sanitizeBody(body).text(NOBODY)).toBe("Ask !")
  })

  test("goes through the editor and back as it was", () => {
    const body = sanitizeBody(`<p>Ask ${mention(bob)} &amp; ${mention({ id: 8 })}</p>`)
    const edited = bodyForEditor(body, people, 2)

    expect(edited).toContain("Bob&lt;/span&gt;")
    expect(sanitizeBody(edited).html).toBe(body.html)
  })
})
