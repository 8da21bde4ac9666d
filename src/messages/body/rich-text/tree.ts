import { pieces, readTag, unescapeText } from "./markup"

export type Element = { name: string; tag: string; children: Node[] }
export type Node = Element | string

/** Sanitized HTML as a tree, its texts unescaped. The sanitizer bounds the depth. */
export function tree(sanitized: string): Element {
  const root = element("", "")
  const open = [root]

  for (const [place, piece] of pieces(sanitized).entries()) {
    const inner = open.at(-1) ?? root
    if (place % 2 === 0) {
      if (piece !== "") inner.children.push(unescapeText(piece))
      continue
    }

    const { name, closes, isVoid } = readTag(piece)
    if (closes) open.pop()
    else {
      const child = element(name, piece)
      inner.children.push(child)
      if (!isVoid) open.push(child)
    }
  }
  return root
}

const element = (name: string, tag: string): Element => ({ name, tag, children: [] })
