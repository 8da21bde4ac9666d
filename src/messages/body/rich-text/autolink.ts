import { AWAY } from "./links"
import { escapeText, pieces, readTag, unescapeText } from "./markup"

/** Links the web and mail addresses in sanitized HTML, but in links and code. */
export function autolink(html: string): string {
  if (!/:\/\/|www\.|@/i.test(html)) return html

  let literal = 0
  return pieces(html)
    .map((piece, place) => {
      if (place % 2 === 0) return literal > 0 ? piece : linkText(piece)

      const tag = readTag(piece)
      if (LITERAL.has(tag.name)) literal += tag.closes ? -1 : 1
      return piece
    })
    .join("")
}

const LITERAL = new Set(["a", "code", "pre"])

// Where a web address surely ends: white space, quotes, angle brackets, invisible marks
// (with which one could reorder it) and the punctuation of scripts that put no space after it.
const END = String.raw`\s<>"“”„«»\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF。、，；：！？「」『』（）【】《》`
const WEB = String.raw`(?<![A-Za-z0-9_])(?:https?:\/\/|(?<![@./-])www\.)[^${END}]+`
const MAIL = String.raw`(?<![\w.%+-])[\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}(?![\w-])`
const ADDRESS = new RegExp(`(?<web>${WEB})|(?<mail>${MAIL})`, "gi")

function linkText(sanitized: string) {
  const text = unescapeText(sanitized)
  let linked = ""
  let done = 0
  for (const match of text.matchAll(ADDRESS)) {
    const shown = match.groups?.web ? withoutTrailing(match.groups.web) : match[0]
    const href = match.groups?.web ? webAddress(shown) : `mailto:${shown}`
    if (href === null) continue

    linked += escapeText(text.slice(done, match.index)) + link(href, shown)
    done = match.index + shown.length
  }
  return done === 0 ? sanitized : linked + escapeText(text.slice(done))
}

const link = (href: string, shown: string) =>
  `<a href="${escapeText(href)}" target="${AWAY.target}" rel="${AWAY.rel}">${escapeText(shown)}</a>`

function webAddress(shown: string) {
  const isComplete = /^https?:\/\/[^/?#]*[\p{L}\p{N}]|^www\.[^./?#]+\.[^./?#]/iu.test(shown)
  const href = /^www/i.test(shown) ? `https://${shown}` : shown
  return isComplete && URL.canParse(href) ? href : null
}

const OPENERS: Record<string, string> = { ")": "(", "]": "[", "}": "{" }

/** Leaves the sentence's punctuation outside; a closing bracket belongs to whoever opened it. */
function withoutTrailing(address: string) {
  const unclosed: Record<string, number> = { ")": 0, "]": 0, "}": 0 }
  for (const character of address) {
    for (const [closer, opener] of Object.entries(OPENERS)) {
      if (character === opener) unclosed[closer] = (unclosed[closer] ?? 0) + 1
      if (character === closer) unclosed[closer] = (unclosed[closer] ?? 0) - 1
    }
  }

  let end = address.length
  while (end > 0) {
    const last = address.charAt(end - 1)
    const balance = unclosed[last]
    if (balance === undefined ? !".,;:!?'’‘…*~`|".includes(last) : balance >= 0) break
    if (balance !== undefined) unclosed[last] = balance + 1
    end--
  }
  return address.slice(0, end)
}
