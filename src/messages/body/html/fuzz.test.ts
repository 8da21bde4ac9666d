import { expect, test } from "bun:test"
import fc from "fast-check"
import { Parser } from "htmlparser2"
import { CLASSICS } from "../../../../test/support/hostile/common-xss"
import { seedOr } from "../../../../test/support/seeds"
import { readBody } from "../message-body"
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS } from "./allowed"
import { sanitizeToTree } from "./sanitize"
import { parseTree, plainTree, serialize } from "./tree"

const sanitizeBody = (html: string) => serialize(sanitizeToTree(html))

/** Milliseconds for one property; what is left untried then is tried by the next run's other seeds. */
const AT_MOST = 3000
const SETTINGS = { seed: seedOr(20260301), numRuns: 3000, interruptAfterTimeLimit: AT_MOST }

const NAMES = [
  ...ALLOWED_TAGS,
  ..."script style svg math template noscript iframe textarea title select option form".split(" "),
  ..."button section font mglyph mtext foreignObject body html head x-y turbo-frame".split(" "),
]
const ATTRIBUTES =
  "href src cite url title class id style onclick data-controller data-language lang start value sgid content-type filename width".split(
    " ",
  )
const VALUES = [
  ..."javascript:alert(1)|https://x.example|//x|/rooms/1|mailto:a@x.example|data:text/html,x".split(
    "|",
  ),
  ..."x\"y|x'y|<b>|--&gt;|&quot;&#x3c;|\u0000|\u202e|ruby|\t//x|java\nscript:x".split("|"),
]

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom("&", "&lt;", "&#0;", "<", ">", "\n", " ", "kettle", "https://x.example/a?b=(c)"),
  fc.constantFrom("www.x.example.", "ada@x.example", "<!--", "-->", "<![CDATA[", "]]>", "\u200B"),
)
const attribute = fc
  .tuple(
    fc.constantFrom(...ATTRIBUTES),
    fc.constantFrom(...VALUES, ""),
    fc.constantFrom('"', "'", ""),
  )
  .map(([name, value, quote]) => ` ${name}=${quote}${value}${quote}`)
const tag = fc
  .tuple(
    fc.constantFrom(...NAMES),
    fc.array(attribute, { maxLength: 3 }),
    fc.constantFrom(">", ">", "/>", ""),
  )
  .map(([name, attributes, end]) => `<${name}${attributes.join("")}${end}`)
const end = fc.constantFrom(...NAMES).map((name) => `</${name}>`)
const broken = fc
  .constantFrom(...CLASSICS)
  .chain((one) => fc.nat({ max: one.length }).map((length) => one.slice(0, length)))
const markup = fc
  .array(fc.oneof(text, tag, tag, end, end, broken), { maxLength: 30 })
  .map((parts) => parts.join(""))

const allowed = new Set(
  ALLOWED_TAGS.flatMap((name) => {
    const perTag: Record<string, string[]> = ALLOWED_ATTRIBUTES
    const names = ["class", ...ALLOWED_ATTRIBUTES["*"], ...(perTag[name] ?? [])]
    return [name, ...names.map((attribute) => `${name} ${attribute}`)]
  }),
)

/** What another parser finds in `html` that nobody allowed. */
function forbiddenIn(html: string) {
  const found: string[] = []
  const parser = new Parser({
    onopentag(name, attributes) {
      found.push(name, ...Object.keys(attributes).map((one) => `${name} ${one}`))
      for (const [attribute, value] of Object.entries(attributes))
        if (/^(href|src|cite|url)$/.test(attribute) && !isHarmless(value)) found.push(value)
    },
    oncomment: (comment) => found.push(`<!--${comment}`),
    onprocessinginstruction: (_, data) => found.push(`<${data}`),
  })
  parser.end(html)
  return found.filter((one) => !allowed.has(one))
}

/** As a browser reads it that stands on a page of ours. */
function isHarmless(address: string) {
  const here = "https://hearth.example"
  if (!URL.canParse(address, here)) return true
  const { protocol, origin } = new URL(address, here)
  const isAbsolute = /^(?:https?|mailto):/i.test(address)
  return isAbsolute ? /^(?:https?|mailto):$/.test(protocol) : origin === here
}

test("whatever is said, nothing that is not allowed is stored, and storing it again changes nothing", () => {
  fc.assert(
    fc.property(markup, (said) => {
      const body = sanitizeBody(said)
      expect(sanitizeBody(body)).toBe(body)
      expect(forbiddenIn(body)).toEqual([])
    }),
    SETTINGS,
  )
})

test("whatever is stored can be shown and read", () => {
  fc.assert(
    fc.property(markup, (said) => {
      const body = sanitizeBody(said)
      const words = readBody(body).text()
      expect(words.isWellFormed()).toBe(true)
      expect(words).not.toEndWith("\n")
      expect(typeof readBody(body).isBlank).toBe("boolean")
      expect(forbiddenIn(readBody(body).withAttachments(() => "☒"))).toEqual([])
    }),
    SETTINGS,
  )
})

test("words that are no markup are read as they were written", () => {
  const words = fc.array(fc.stringMatching(/^[\p{L}\p{N}<>&"';:#]{1,12}$/u), { maxLength: 8 })
  fc.assert(
    fc.property(words, (said) => {
      const escaped = said.map((word) => Bun.escapeHTML(word)).join(" ")
      expect(readBody(sanitizeBody(`<p>${escaped}</p>`)).text()).toBe(said.join(" ").toWellFormed())
    }),
    SETTINGS,
  )
})

const plainText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("", " ", "\n", "\r\n", "\t", '"', "kettle", "https://x.example/a", "\uFEFF"),
)
const paragraph = fc.array(fc.oneof(plainText, plainText, fc.constant("<br>")), { maxLength: 4 })
const paragraphs = fc
  .array(paragraph, { maxLength: 4 })
  .map((all) => all.map((parts) => `<p>${parts.join("")}</p>`).join(""))
const plain = fc.oneof(
  plainText,
  paragraphs,
  fc.tuple(paragraphs, plainText).map(([a, b]) => a + b),
)

// A comment is removed, and needs the parser.
const COMMENT = "<!---->"

test("plain text and paragraphs have the same tree without the parser and the sanitizer", () => {
  let withoutParser = 0
  fc.assert(
    fc.property(plain, (said) => {
      if (plainTree(said)) withoutParser++
      expect(sanitizeToTree(said)).toEqual(sanitizeToTree(said + COMMENT))
      const stored = sanitizeBody(said)
      expect(parseTree(stored)).toEqual(parseTree(stored + COMMENT))
    }),
    SETTINGS,
  )
  expect(withoutParser).toBeGreaterThan(0)
})
