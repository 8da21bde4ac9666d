import { ATTACHMENT } from "./allowed"
import { pieces, readTag } from "./markup"

const LISTS: Record<string, string[]> = { li: ["ol", "ul"], dt: ["dl"], dd: ["dl"] }

/**
 * Keeps a body within its place on the page, given sanitized HTML.
 *
 * A list item outside a list becomes a plain block: browsers end any item that is open
 * around it, however far up, and the rest of the body would break out of a page's own
 * list. Attachment elements are emptied: what they show is ours to draw.
 */
export function contain(html: string): string {
  if (!/<(?:li|dt|dd|action-text)/.test(html)) return html

  const open: { name: string; writtenAs: string }[] = []
  let attachments = 0
  let contained = ""

  for (const [place, piece] of pieces(html).entries()) {
    const isText = place % 2 === 0
    const tag = isText ? null : readTag(piece)

    if (tag === null || tag.isVoid) {
      if (attachments === 0) contained += piece
    } else if (tag.closes) {
      const closed = open.pop()
      if (closed?.name === ATTACHMENT) attachments--
      if (attachments === 0 && closed) contained += `</${closed.writtenAs}>`
    } else {
      const lists = LISTS[tag.name]
      const isStray = lists && !open.some(({ name }) => lists.includes(name))
      const writtenAs = isStray ? "div" : tag.name
      open.push({ name: tag.name, writtenAs })
      if (attachments === 0) contained += isStray ? "<div>" : piece
      if (tag.name === ATTACHMENT) attachments++
    }
  }
  return contained
}
