import { ATTACHMENT } from "./allowed"
import { readAttributes } from "./markup"
import type { AttachmentAttributes } from "./present"
import { type Element, type Node, tree } from "./tree"

type AttachmentText = (attributes: AttachmentAttributes) => string
type Place = { listDepth: number; isLiteral: boolean; attachmentText: AttachmentText }

/**
 * The words of a stored body, for search, push, webhooks and sounds.
 *
 * @param attachmentText gives the text of a mention; embeds have none
 */
export function plainText(body: string, attachmentText: AttachmentText = () => ""): string {
  return dropTrailingLines(
    textWithin(tree(body), { listDepth: 0, isLiteral: false, attachmentText }),
  )
}

/** Would a reader see nothing at all? A mention or an embed is something. */
export function isBlank(body: string): boolean {
  return !body.includes(`<${ATTACHMENT}`) && !VISIBLE.test(plainText(body))
}

// Neither a space nor one of the characters that take no room or look like none.
const VISIBLE = /[^\s\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u

const BLOCKS = new Set(
  "address blockquote dd div dl dt h1 h2 h3 h4 h5 h6 hr ol p pre table tr ul".split(" "),
)

function textWithin({ children }: Element, place: Place) {
  let text = ""
  for (const child of children) {
    const startsLine = typeof child !== "string" && BLOCKS.has(child.name)
    if (startsLine && !isAtLineStart(text)) text += "\n"
    text += typeof child === "string" ? words(child, text, place) : textOf(child, place)
  }
  return text
}

// Outside `pre` a newline of the source is a space, and nothing at the start of a line.
function words(source: string, before: string, { isLiteral }: Place) {
  if (isLiteral || !source.includes("\n")) return source
  const folded = fold(source.split("\n"))
  return isAtLineStart(before) ? folded.trimStart() : folded
}

// Line by line: a pattern for white space around newlines takes quadratic time on long runs.
function fold(lines: string[]) {
  const [first = "", ...others] = lines
  const last = others.pop() ?? ""
  const between = others.map((line) => line.trim()).filter((line) => line !== "")
  return [first.trimEnd(), ...between, last.trimStart()].join(" ")
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
      return `${block(element, place)}\n\n`
    case "pre":
      return `${block(element, { ...place, isLiteral: true })}\n\n`
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
      return place.attachmentText(readAttributes(element.tag))
    default:
      return textWithin(element, place)
  }
}

const block = (element: Element, place: Place) => dropTrailingLines(textWithin(element, place))

function list({ name, tag, children }: Element, place: Place) {
  let number = givenNumber(readAttributes(tag).start) ?? 1
  let text = ""
  for (const child of children) {
    if (!isElement(child, "li")) {
      text += astray(child, place)
      continue
    }
    // Editors nest a list in an item of its own, which bears no bullet.
    if (child.children.length > 0 && child.children.every(isList)) {
      text += `${block(child, place)}\n`
      continue
    }
    number = givenNumber(readAttributes(child.tag).value) ?? number
    const bullet = name === "ol" ? `${number++}.` : "•"
    text += `${"  ".repeat(place.listDepth - 1)}${bullet} ${block(child, place)}\n`
  }
  return dropTrailingLines(text)
}

/** Words where none belong, between the items of a list: people see them all the same. */
function astray(node: Node, place: Place) {
  const text = textWithin({ name: "", tag: "", children: [node] }, place).trim()
  return text === "" ? "" : `${text}\n`
}

const isList = (node: Node) => isElement(node, "ul") || isElement(node, "ol")

const isElement = (node: Node, name: string): node is Element =>
  typeof node !== "string" && node.name === name

const givenNumber = (attribute: string | undefined) =>
  attribute !== undefined && /^-?\d{1,9}$/.test(attribute) ? Number(attribute) : null

const quoted = (text: string) => text.replace(/^\s*/, "$&“").trimEnd().concat("”")

const cells = ({ children }: Element, place: Place) =>
  children
    .map((child) => ({ text: textIn(child, place), isCell: isCell(child) }))
    .filter(({ text, isCell }) => isCell || text !== "")
    .map(({ text }) => text)

const textIn = (node: Node, place: Place) =>
  textWithin({ name: "", tag: "", children: [node] }, place)
    .trim()
    .replace(/\s+/g, " ")

const isCell = (node: Node) => isElement(node, "td") || isElement(node, "th")

// By hand: /\n+$/ takes quadratic time on many lines that something follows.
function dropTrailingLines(text: string) {
  let end = text.length
  while (text.charAt(end - 1) === "\n") end--
  return text.slice(0, end)
}
