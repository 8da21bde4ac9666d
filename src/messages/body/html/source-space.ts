import { ATTACHMENT } from "./allowed"
import { type Element, element, isElement, type Node } from "./tree"

/**
 * Pages show every space, tab and line end in the texts of a body. So this removes those that only
 * format the source: a newline outside `pre` is a space, or nothing at the start of a line, and
 * white space between blocks is nothing. Unicode's line ends and a lone CR, which HTML doesn't
 * know as such, become line breaks.
 */
export function foldSourceSpace(root: Element) {
  fold(root, { atLineStart: true })
}

/** Whether `html` may have white space that `foldSourceSpace` changes. */
export const hasSourceSpace = (html: string) => SOURCE_SPACE.test(html)

const BLOCK_NAMES =
  "address|blockquote|dd|div|dl|dt|figcaption|figure|h1|h2|h3|h4|h5|h6|hr|li|ol|p|pre|table|tbody|td|th|thead|tr|ul"
const BLOCKS = new Set(BLOCK_NAMES.split("|"))
const SOURCE_SPACE = new RegExp(
  String.raw`[\n\r\u2028\u2029]|>[ \t]+</?(?:${BLOCK_NAMES})[\s>]|^[ \t]+<|</(?:${BLOCK_NAMES})>[ \t]+$`,
)

type Line = { atLineStart: boolean }

function fold(parent: Element, line: Line) {
  if (BLOCKS.has(parent.name)) line.atLineStart = true
  const children: Node[] = []
  for (const [index, child] of parent.children.entries()) {
    if (typeof child !== "string") {
      foldElement(child, line)
      children.push(child)
    } else if (!isBetweenBlocks(parent.children, index, child)) {
      children.push(...foldText(child, line))
    }
  }
  parent.children = children
}

function foldElement(child: Element, line: Line) {
  if (child.name === "pre") keepLines(child)
  else fold(child, line)
  if (child.name === "br" || BLOCKS.has(child.name)) line.atLineStart = true
  if (child.name === ATTACHMENT) line.atLineStart = false
}

function isBetweenBlocks(children: Node[], index: number, text: string) {
  if (!/^[ \t\n\r]*$/.test(text)) return false
  const [before, after] = [children[index - 1], children[index + 1]]
  if (before === undefined && after === undefined) return false
  return isEdge(before) && isEdge(after)
}

const isEdge = (node: Node | undefined) => node === undefined || isElement(node, ...BLOCKS)

function foldText(text: string, line: Line): Node[] {
  const nodes: Node[] = []
  for (const [index, source] of text.replaceAll("\r\n", "\n").split(LINE_END).entries()) {
    if (index > 0) {
      nodes.push(element("br"))
      line.atLineStart = true
    }
    const folded = foldNewlines(source, line.atLineStart)
    if (folded === "") continue
    nodes.push(folded)
    line.atLineStart = false
  }
  return nodes
}

const LINE_END = /[\r\u2028\u2029]/

// Line by line: a pattern for white space around newlines takes quadratic time on long runs.
function foldNewlines(source: string, atLineStart: boolean) {
  if (!source.includes("\n")) return source
  const [first = "", ...others] = source.split("\n")
  const last = others.pop() ?? ""
  const between = others.map((text) => text.trim()).filter((text) => text !== "")
  const folded = [first.trimEnd(), ...between, last.trimStart()].join(" ")
  return atLineStart && first.trim() === "" ? folded.trimStart() : folded
}

function keepLines(parent: Element) {
  parent.children = parent.children.map((child) => {
    if (typeof child === "string") return child.replace(/\r\n?|[\u2028\u2029]/g, "\n")
    keepLines(child)
    return child
  })
}
