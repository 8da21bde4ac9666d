import { ATTACHMENT } from "./allowed"
import { type Element, element, isElement, type Node } from "./tree"

const LISTS: Record<string, string[]> = { li: ["ol", "ul"], dt: ["dl"], dd: ["dl"] }

/**
 * Keeps a body within its place on the page. A list item outside a list becomes a block: browsers
 * end any item that is open around it, however far up, so the rest of the body would leave the
 * page's own list. Attachment elements are emptied: Hearth renders what they show.
 *
 * @returns whether an item became a block, which may end a paragraph around it
 */
export function containTree(root: Element, open: string[] = []): boolean {
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
 * its newlines, which HTML would fold into spaces.
 */
export function breakLines(root: Element) {
  const [text, ...others] = root.children
  if (typeof text !== "string" || others.length > 0) return
  const [first = "", ...lines] = text.split(/\r\n?|\n/)
  if (lines.length === 0) return
  root.children = [first, ...lines.flatMap((line) => [element("br"), line])].filter(
    (node) => node !== "",
  )
}

/** Removes white space at both ends, and empty lines at the end: the last Enter before sending. */
export function trimTree(root: Element) {
  const [first] = root.children
  if (typeof first === "string") root.children[0] = first.trimStart()
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
