import type { Block, Inline } from "./pasted-markdown"

const TAGS = { text: null, strong: "strong", code: "code" }

/** The blocks as a document that the editor reads. All text is set as text, never parsed. */
export function buildPasted(blocks: Block[]): Document {
  const built = document.implementation.createHTMLDocument()
  built.body.append(...blocks.map(buildBlock))
  return built
}

function buildBlock(block: Block): HTMLElement {
  switch (block.kind) {
    case "paragraph":
      return element("p", withBreaks(block.lines))
    case "quote":
      return element("blockquote", [element("p", withBreaks(block.lines))])
    case "list":
      return buildList(block)
    case "code": {
      const pre = element("pre", [block.text])
      if (block.language) pre.dataset.language = block.language
      return pre
    }
    case "table":
      return element("table", [element("tbody", block.rows.map(buildRow))])
  }
}

function buildList({ start, items }: Extract<Block, { kind: "list" }>) {
  const list = element(
    start === null ? "ul" : "ol",
    items.map((item) => element("li", item.map(buildInline))),
  )
  if (start !== null) list.setAttribute("start", String(start))
  return list
}

const buildRow = (cells: Inline[][], row: number) =>
  element(
    "tr",
    cells.map((cell) => element(row === 0 ? "th" : "td", [element("p", cell.map(buildInline))])),
  )

const withBreaks = (lines: Inline[][]) =>
  lines.flatMap((line, index) => [
    ...(index > 0 ? [element("br", [])] : []),
    ...line.map(buildInline),
  ])

function buildInline(inline: Inline): Node | string {
  if (inline.kind === "link") {
    const link = element("a", [inline.text])
    link.setAttribute("href", inline.href)
    return link
  }
  const tag = TAGS[inline.kind]
  return tag === null ? inline.text : element(tag, [inline.text])
}

function element(tag: string, children: (Node | string)[]) {
  const created = document.createElement(tag)
  created.append(...children)
  return created
}
