import { ATTACHMENT } from "./allowed"
import { type Attributes, type Element, isElement, type Node } from "./tree"

type AttachmentText = (attributes: Attributes) => string
type Place = { listDepth: number; attachmentText: AttachmentText }

/**
 * The words of a body, for search, push, webhooks and sounds.
 *
 * @param attachmentText gives the text of a mention; embeds have none
 */
export function plainText(root: Element, attachmentText: AttachmentText = () => ""): string {
  return dropTrailingLines(textWithin(root, { listDepth: 0, attachmentText }))
}

/** Whether `text` holds more than spaces and characters that take no space or look empty. */
export const isVisible = (text: string) => VISIBLE.test(text)

const VISIBLE = /[^\s\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u

const BLOCKS = new Set(
  "address blockquote dd div dl dt h1 h2 h3 h4 h5 h6 hr ol p pre table tr ul".split(" "),
)

function textWithin({ children }: Pick<Element, "children">, place: Place) {
  let text = ""
  for (const child of children) {
    const startsLine = typeof child !== "string" && BLOCKS.has(child.name)
    if (startsLine && !isAtLineStart(text)) text += "\n"
    text += typeof child === "string" ? child : textOf(child, place)
  }
  return text
}

const isAtLineStart = (text: string) => text === "" || text.endsWith("\n")

function textOf(element: Element, place: Place): string {
  switch (element.name) {
    case "br":
      return "\n"
    case "hr":
      return ""
    case "div":
    case "address":
    case "dt":
    case "dd":
      return `${block(element, place)}\n`
    case "h1":
    case "h2":
    case "h3":
    case "h4":
    case "h5":
    case "h6":
    case "p":
    case "dl":
    case "table":
    case "pre":
      return `${block(element, place)}\n\n`
    case "ul":
    case "ol":
      return `${list(element, { ...place, listDepth: place.listDepth + 1 })}\n\n`
    case "blockquote":
      return `${quoted(block(element, place))}\n\n`
    case "figcaption":
      return `[${block(element, place)}]`
    case "tr":
      return `${cells(element, place).join("\t")}\n`
    case ATTACHMENT:
      return place.attachmentText(element.attributes)
    default:
      return textWithin(element, place)
  }
}

const block = (element: Element, place: Place) => dropTrailingLines(textWithin(element, place))

function list({ name, attributes, children }: Element, place: Place) {
  let number = givenNumber(attributes.start) ?? 1
  let text = ""
  for (const child of children) {
    if (!isElement(child, "li")) {
      text += stray(child, place)
      continue
    }
    // Editors nest a list in an item of its own, which has no bullet.
    if (child.children.length > 0 && child.children.every(isList)) {
      text += `${block(child, place)}\n`
      continue
    }
    number = givenNumber(child.attributes.value) ?? number
    const bullet = name === "ol" ? `${number++}.` : "•"
    text += `${"  ".repeat(place.listDepth - 1)}${bullet} ${block(child, place)}\n`
  }
  return dropTrailingLines(text)
}

/** Words between the items of a list, which people see although they are not in an item. */
function stray(node: Node, place: Place) {
  const text = textWithin({ children: [node] }, place).trim()
  return text === "" ? "" : `${text}\n`
}

const isList = (node: Node) => isElement(node, "ul", "ol")

const givenNumber = (attribute: string | undefined) =>
  attribute !== undefined && /^-?\d{1,9}$/.test(attribute) ? Number(attribute) : null

const quoted = (text: string) => text.replace(/^\s*/, "$&“").trimEnd().concat("”")

const cells = ({ children }: Element, place: Place) =>
  children
    .map((child) => ({ text: textIn(child, place), isCell: isCell(child) }))
    .filter(({ text, isCell }) => isCell || text !== "")
    .map(({ text }) => text)

const textIn = (node: Node, place: Place) =>
  textWithin({ children: [node] }, place)
    .trim()
    .replace(/\s+/g, " ")

const isCell = (node: Node) => isElement(node, "td", "th")

// By hand: /\n+$/ takes quadratic time on many lines that something follows.
function dropTrailingLines(text: string) {
  let end = text.length
  while (text.charAt(end - 1) === "\n") end--
  return text.slice(0, end)
}
