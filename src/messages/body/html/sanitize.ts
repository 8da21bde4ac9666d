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
import { breakLines, containTree, trimTree } from "./tidy"
import { type Element, parseTree, serialize } from "./tree"

/**
 * Makes HTML from outside safe to store and to show: only what the allow-lists name stays, the rest
 * is unwrapped or dropped; addresses become links. A text without any tag keeps its lines.
 *
 * The result is canonical: sanitizing its HTML again gives the same. Mentions and embeds stay as
 * empty attachment elements.
 */
export function sanitizeToTree(html: string): Element {
  let root = parseTree(sanitize(html))
  // An item that became a block ends a paragraph around it.
  if (containTree(root)) root = parseTree(sanitizeHtml(serialize(root), RULES))
  trimTree(root)
  breakLines(root)
  if (MAY_HOLD_ADDRESS.test(html)) autolink(root)
  return root
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

/** The text without what can't be shown; halves of surrogate pairs become U+FFFD. */
export const stripUnprintable = (text: string) => text.toWellFormed().replace(UNPRINTABLE, "")
