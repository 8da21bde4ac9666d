import { AWAY } from "./links"
import { type Element, element, type Node } from "./tree"

/** Links the web and mail addresses in the texts of a tree, except in links and code. */
export function autolink(node: Element) {
  const children: Node[] = []
  for (const child of node.children) {
    if (typeof child === "string") children.push(...linkText(child))
    else {
      if (!LITERAL.has(child.name)) autolink(child)
      children.push(child)
    }
  }
  node.children = children
}

const LITERAL = new Set(["a", "code", "pre"])

// Where a web address surely ends: white space, quotes, angle brackets, invisible marks
// (with which one could reorder it) and the punctuation of scripts that put no space after it.
const END = String.raw`\s<>"“”„«»\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF。、，；：！？「」『』（）【】《》`
const WEB = String.raw`(?<![A-Za-z0-9_])(?:https?:\/\/|(?<![@./-])www\.)[^${END}]+`
const MAIL = String.raw`(?<![\w.%+-])[\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}(?![\w-])`
const ADDRESS = new RegExp(`(?<web>${WEB})|(?<mail>${MAIL})`, "gi")

function linkText(text: string): Node[] {
  const nodes: Node[] = []
  let done = 0
  for (const match of text.matchAll(ADDRESS)) {
    const shown = match.groups?.web ? withoutTrailing(match.groups.web) : match[0]
    const href = match.groups?.web ? webAddress(shown) : `mailto:${shown}`
    if (href === null) continue

    if (match.index > done) nodes.push(text.slice(done, match.index))
    nodes.push(element("a", { href, ...AWAY }, [shown]))
    done = match.index + shown.length
  }
  if (done < text.length) nodes.push(text.slice(done))
  return nodes
}

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
