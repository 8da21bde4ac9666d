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
import { contain } from "./contain"
import { linkAttributes } from "./links"
import { trimEnd } from "./trim-end"
import { stripUnprintable } from "./unprintable"

/**
 * Makes what someone sent safe to store and to show: only what the allow-lists name
 * stays, the rest is unwrapped or dropped; addresses become links. A body without any
 * tag is read as text that keeps its lines.
 *
 * The result is canonical: sanitizing it again gives the same. Mentions and embeds stay
 * as empty attachment elements; `presentBody` draws them.
 */
export function sanitizeBody(html: string): string {
  return autolink(trimEnd(contained(withLines(safe(html).trim()))))
}

// Character references can bring in what was stripped from the text, and stripping can
// mend a scheme that was broken when it was checked: then everything is checked again.
// So it is when a tag that nobody knows was taken from between two others, which in its
// absence end one another.
function safe(html: string) {
  const printable = stripUnprintable(html)
  const once = sanitizeHtml(printable, RULES)
  const stripped = stripUnprintable(once)
  const settled = stripped === once && !holdsForeignTags(printable)
  return htmlStyle(settled ? once : sanitizeHtml(stripped, RULES))
}

const holdsForeignTags = (html: string) =>
  html.matchAll(/<\/?([a-z][^\s/>]*)/gi).some(([, name = ""]) => !KNOWN.has(name.toLowerCase()))

const KNOWN = new Set(ALLOWED_TAGS)

// A stray item that has become a block ends a paragraph that it stood in.
function contained(sanitized: string) {
  const kept = contain(sanitized)
  return kept === sanitized ? kept : htmlStyle(sanitizeHtml(kept, RULES))
}

// The sanitizer writes `<br />`, browsers `<br>`. It escapes every other `>`, so this
// sequence is only ever the end of such a tag.
function htmlStyle(xhtmlStyle: string) {
  return xhtmlStyle.replaceAll(" />", ">")
}

// Someone who writes without markup (a script, a browser without JavaScript) means their
// line breaks, which HTML would fold into spaces.
function withLines(sanitized: string) {
  return sanitized.includes("<") ? sanitized : sanitized.replace(/\r\n?|\n/g, "<br>")
}

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
