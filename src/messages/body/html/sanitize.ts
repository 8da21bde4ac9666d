import sanitizeHtml, { type Attributes, type IOptions } from "sanitize-html"
import {
  ALLOWED_ATTRIBUTES,
  ALLOWED_CLASSES,
  ALLOWED_TAGS,
  ATTACHMENT,
  CODE_LANGUAGE_ALIASES,
  CODE_LANGUAGES,
  DROPPED_WHOLE,
} from "./allowed"
import { attachmentAttributes } from "./attachment-attributes"
import { autolink } from "./autolink"
import { linkAttributes } from "./links"
import { foldSourceSpace, hasSourceSpace } from "./source-space"
import {
  type Element,
  element,
  isElement,
  type Node,
  parseTree,
  plainTree,
  serialize,
} from "./tree"

/**
 * Makes HTML from outside safe to store and to show: only what the allow-lists name stays, the rest
 * is unwrapped or dropped; addresses become links. A text without any tag keeps its lines.
 *
 * The result is canonical: sanitizing its HTML again gives the same. Mentions and embeds stay as
 * empty attachment elements.
 */
export function sanitizeToTree(html: string): Element {
  // A control character that ends a line; the sanitizer removes the others.
  const source = html.replaceAll("\u0085", "\u2028")
  const plain = plainTree(source)
  const root = plain ?? sanitizedTree(source)
  breakLines(root)
  // Character references can hold line ends.
  if (!plain || hasSourceSpace(source)) foldSourceSpace(root)
  trimEnd(root)
  // Sanitizing can complete an address: it resolves character references, and removes tags.
  if (!plain || MAY_HOLD_ADDRESS.test(html)) autolink(root)
  return root
}

function sanitizedTree(html: string) {
  const root = parseTree(sanitize(html))
  // An item that became a block ends a paragraph around it.
  return containTree(root) ? parseTree(sanitizeHtml(serialize(root), RULES)) : root
}

// Character references can bring in what was stripped from the text, and stripping can mend a
// scheme that was broken when it was checked: then everything is checked again. The same when an
// unknown tag was removed from between two others, because without it one ends the other.
function sanitize(html: string) {
  let hasUnknownTag = false
  const once = sanitizeHtml(stripUnprintable(html), {
    ...RULES,
    onOpenTag: (name) => {
      hasUnknownTag ||= !KNOWN.has(name)
    },
  })
  const stripped = stripUnprintable(once)
  return stripped === once && !hasUnknownTag ? once : sanitizeHtml(stripped, RULES)
}

const MAY_HOLD_ADDRESS = /:\/\/|www\.|@/i

const KNOWN = new Set(ALLOWED_TAGS)

const RULES: IOptions = {
  allowedTags: ALLOWED_TAGS,
  nonTextTags: DROPPED_WHOLE,
  allowedAttributes: ALLOWED_ATTRIBUTES,
  allowedClasses: ALLOWED_CLASSES,
  allowedSchemes: ["http", "https", "mailto"],
  allowedSchemesAppliedToAttributes: ["href", "src", "cite", "url"],
  // A link to `//host` leaves the site while it looks relative.
  allowProtocolRelative: false,
  // Deeper than any list or quote that people make, far from where browsers give up.
  nestingLimit: 64,
  transformTags: {
    a: (tagName, attribs) => ({ tagName, attribs: linkAttributes(attribs) }),
    pre: (tagName, attribs) => ({ tagName, attribs: codeAttributes(attribs) }),
    [ATTACHMENT]: (tagName, attribs) => ({ tagName, attribs: attachmentAttributes(attribs) }),
  },
}

function codeAttributes({ "data-language": given, ...others }: Attributes): Attributes {
  const name = given?.trim().toLowerCase() ?? ""
  const language = CODE_LANGUAGE_ALIASES.get(name) ?? name
  return CODE_LANGUAGES.has(language) ? { ...others, "data-language": language } : others
}

// Control characters except tab and newlines (PostgreSQL refuses NUL, terminals obey others), the
// two marks that force a reading direction on what follows, which disguise addresses and file
// names, and code points that are no characters. The marks and isolates that people need who write
// from right to left stay: they end with their paragraph.
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|[\u202D\u202E\uFFFE\uFFFF]/gu

/** The text without what can't be shown; NUL and halves of surrogate pairs become U+FFFD. */
export const stripUnprintable = (text: string) =>
  text.toWellFormed().replaceAll("\0", "\uFFFD").replace(UNPRINTABLE, "")

const LISTS: Record<string, string[]> = { li: ["ol", "ul"], dt: ["dl"], dd: ["dl"] }

/**
 * Keeps a body within its place on the page. A list item outside a list becomes a block: browsers
 * end any item that is open around it, however far up, so the rest of the body would leave the
 * page's own list. Attachment elements are emptied: Hearth renders what they show.
 *
 * @returns whether an item became a block, which may end a paragraph around it
 */
function containTree(root: Element, open: string[] = []): boolean {
  let changed = false
  for (const child of root.children) {
    if (typeof child === "string") continue
    if (child.name === ATTACHMENT) {
      child.children = []
      continue
    }
    const name = child.name
    if (LISTS[name] && !LISTS[name].some((list) => open.includes(list))) {
      child.name = "div"
      child.attributes = {}
      changed = true
    }
    if (containTree(child, [...open, name])) changed = true
  }
  return changed
}

/**
 * Breaks lines where a text without markup does: a script, or a browser without JavaScript, means
 * its newlines, which HTML would fold into spaces. Empty lines before the first are removed.
 */
function breakLines(root: Element) {
  const [text, ...others] = root.children
  if (typeof text !== "string" || others.length > 0) return
  const [first = "", ...lines] = withoutEmptyStart(text).split(/\r\n?|[\n\u2028\u2029]/)
  root.children = [first, ...lines.flatMap((line) => [element("br"), line])].filter(
    (node) => node !== "",
  )
}

const withoutEmptyStart = (text: string) =>
  text.replace(/^(?:[^\S\n\r\u2028\u2029]*[\n\r\u2028\u2029])+/, "")

/** Removes white space and empty lines at the end: the last Enter before sending. */
function trimEnd(root: Element) {
  for (;;) {
    const last = root.children.at(-1)
    const kept = typeof last === "string" ? last.trimEnd() : last
    if (kept === undefined || (kept !== "" && !isBlankLine(kept))) {
      if (kept !== undefined) root.children[root.children.length - 1] = kept
      return
    }
    root.children.pop()
  }
}

const isBlankLine = (node: Node) =>
  isElement(node, "br") || (isElement(node, "p") && node.children.every(isSpace))

const isSpace = (node: Node) =>
  typeof node === "string" ? node.trim() === "" : isElement(node, "br")
