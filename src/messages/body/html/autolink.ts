import { addressesIn } from "../../../platform/text/tokens"
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

function linkText(text: string): Node[] {
  const nodes: Node[] = []
  let done = 0
  for (const { index, shown, href } of addressesIn(text)) {
    if (index > done) nodes.push(text.slice(done, index))
    nodes.push(element("a", { href, ...AWAY }, [shown]))
    done = index + shown.length
  }
  if (done < text.length) nodes.push(text.slice(done))
  return nodes
}
