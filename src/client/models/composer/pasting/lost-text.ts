/** Elements that end a line, but that the editor doesn't know: it would glue their text to the next. */
const UNKNOWN_BLOCKS = "summary, legend, option, button"

const LISTS = ["LI", "OL", "UL"]
const BLOCKS = ["P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "TABLE", "BLOCKQUOTE", "PRE"]

/**
 * Changes what the editor would drop or glue: text of a list that is in no item, and unknown blocks.
 *
 * @returns whether there was any
 */
export function keepLostText(fragment: DocumentFragment): boolean {
  const blocks = [...fragment.querySelectorAll(UNKNOWN_BLOCKS)]
  for (const block of blocks) {
    const known = document.createElement("div")
    known.append(...block.childNodes)
    block.replaceWith(known)
  }
  const added = [...fragment.querySelectorAll("ol, ul")].map(addItems)
  return blocks.length > 0 || added.includes(true)
}

/** Moves text beside the items of a list into items of its own. */
function addItems(list: Element) {
  let added = false
  let item: Element | null = null
  for (const child of [...list.childNodes]) {
    const isLineEnd = child instanceof HTMLBRElement || isOneOf(child, LISTS)
    if (isLineEnd || isOneOf(child, BLOCKS)) item = null
    if (isLineEnd || (item === null && !child.textContent?.trim())) continue
    if (child instanceof Comment) continue

    item ??= list.insertBefore(document.createElement("li"), child)
    item.append(child)
    added = true
    if (isOneOf(child, BLOCKS)) item = null
  }
  return added
}

const isOneOf = (node: Node, names: string[]) => names.includes(node.nodeName)
