import { COMMANDS, type CommandName } from "../commands/names"
import { type Element, element, isElement } from "./html/tree"

const BEGINNING = /^(\/{1,2})([a-z]{1,20})(?=\s|$)\s*/

/** The command at the start of a body, not in a list or a quote: `<p>/topic` or `/topic`. */
export function commandIn(
  root: Element,
): { name: CommandName; rest: Element } | { unknown: string } | null {
  const [beginning, slashes, word = ""] = BEGINNING.exec(firstText(root)) ?? []
  if (beginning === undefined || slashes !== "/") return null
  const command = COMMANDS.find(({ name }) => name === word)
  if (!command) return { unknown: word }
  return { name: command.name, rest: withoutStart(root, beginning.length) }
}

/**
 * The body of `//word` as `/word`, or null if there is no second slash. A space before the slash
 * keeps it from being read as a command later.
 */
export function unescapeSlash(root: Element): Element | null {
  const [, slashes] = BEGINNING.exec(firstText(root)) ?? []
  if (slashes !== "//") return null
  const literal = withoutStart(root, 1, " ")
  return block(root) ? literal : element("", {}, [element("div", {}, literal.children)])
}

function firstText(root: Element) {
  const [text] = (block(root) ?? root).children
  return typeof text === "string" ? text : ""
}

/** The paragraph that a body begins with. */
function block({ children: [first] }: Element) {
  return isElement(first, "p", "div") ? first : null
}

/** The tree with `words` at the end of its first paragraph, or of all if it begins with none. */
export function appendWords(root: Element, words: string): Element {
  const first = block(root)
  const { children } = first ?? root
  const last = children.at(-1)
  const text = typeof last === "string" ? last.trimEnd() : ""
  const others = typeof last === "string" ? children.slice(0, -1) : children
  const spaced = text !== "" || others.length > 0 ? `${text} ${words}` : words
  if (!first) return { ...root, children: [...others, spaced] }
  return {
    ...root,
    children: [{ ...first, children: [...others, spaced] }, ...root.children.slice(1)],
  }
}

function withoutStart(root: Element, length: number, instead = ""): Element {
  const first = block(root)
  const [text = "", ...others] = (first ?? root).children
  const rest = typeof text === "string" ? instead + text.slice(length) : text
  const children = rest === "" ? others : [rest, ...others]
  if (!first) return { ...root, children }
  return { ...root, children: [{ ...first, children }, ...root.children.slice(1)] }
}
