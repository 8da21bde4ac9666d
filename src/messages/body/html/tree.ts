import { Parser } from "htmlparser2"

/** An element of sanitized HTML; its texts and attributes are unescaped. */
export type Element = { name: string; attributes: Attributes; children: Node[] }
export type Node = Element | string
export type Attributes = Record<string, string>

const VOID = new Set(["br", "hr"])

/** Sanitized HTML as a tree. The sanitizer bounds its depth. */
export const parseTree = (sanitized: string): Element => plainTree(sanitized) ?? parse(sanitized)

/**
 * The tree of a text without tags, or of paragraphs with nothing but text and line breaks, without a
 * parser: most messages are no more than that. Null for any other HTML, and for characters that the
 * sanitizer removes.
 */
export function plainTree(html: string): Element | null {
  const isParagraphs = html.startsWith("<p>") && html.endsWith("</p>")
  if (!isParagraphs) return NOT_PLAIN.test(html) ? null : element("", {}, textNodes(html))
  const root = element("")
  for (const paragraph of html.slice("<p>".length, -"</p>".length).split("</p><p>")) {
    const child = element("p")
    for (const [index, text] of paragraph.split("<br>").entries()) {
      if (NOT_PLAIN.test(text)) return null
      if (index > 0) child.children.push(element("br"))
      child.children.push(...textNodes(text))
    }
    root.children.push(child)
  }
  return root
}

// Markup, character references, and what `stripUnprintable` removes.
const NOT_PLAIN = /[<>&\p{Cs}\u202D\u202E\uFFFE\uFFFF]|[^\P{Cc}\t\n\r]/u

const textNodes = (text: string) => (text === "" ? [] : [text])

function parse(sanitized: string): Element {
  const root = element("")
  const open = [root]
  const parser = new Parser({
    onopentag(name, attributes) {
      const child = element(name, attributes)
      append(open.at(-1) ?? root, child)
      open.push(child)
    },
    // The parser gives a text in pieces where it holds character references.
    ontext(text) {
      append(open.at(-1) ?? root, text)
    },
    onclosetag() {
      open.pop()
    },
  })
  parser.end(sanitized)
  return root
}

export const element = (
  name: string,
  attributes: Attributes = {},
  children: Node[] = [],
): Element => ({ name, attributes, children })

function append({ children }: Element, node: Node) {
  const last = children.at(-1)
  if (typeof node === "string" && typeof last === "string")
    children[children.length - 1] = last + node
  else children.push(node)
}

export const isElement = (node: Node | undefined, ...names: string[]): node is Element =>
  node !== undefined && typeof node !== "string" && names.includes(node.name)

/** Every element below `root`, in the order of the document. */
export function* elementsIn({ children }: Element): Generator<Element> {
  for (const child of children) {
    if (typeof child === "string") continue
    yield child
    yield* elementsIn(child)
  }
}

/**
 * The tree as the sanitizer writes HTML, so that both forms are equal byte for byte.
 *
 * @param replace HTML in the place of an element, or null for the element itself
 */
export function serialize(
  { children }: Element,
  replace: (element: Element) => string | null = () => null,
): string {
  let html = ""
  for (const child of children)
    html +=
      typeof child === "string"
        ? escapeText(child)
        : (replace(child) ?? serializeElement(child, replace))
  return html
}

function serializeElement(node: Element, replace: (element: Element) => string | null) {
  const tag = startTag(node)
  return VOID.has(node.name) ? tag : `${tag}${serialize(node, replace)}</${node.name}>`
}

function startTag({ name, attributes }: Element) {
  let tag = `<${name}`
  for (const attribute in attributes) tag += ` ${attribute}${writtenValue(attributes, attribute)}`
  return `${tag}>`
}

function writtenValue(attributes: Attributes, name: string) {
  const value = attributes[name] ?? ""
  if (value === "" && name !== "alt") return ""
  return `="${escapeText(value).replaceAll('"', "&quot;")}"`
}

export function escapeText(text: string) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
}
