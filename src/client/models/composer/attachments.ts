import { parseHtml } from "../../page/html"

const SELECTOR = "action-text-attachment[content]"

/** Replaces mention and embed attachments with their content, as the server does. */
export function expandAttachments(root: ParentNode) {
  for (const attachment of root.querySelectorAll(SELECTOR))
    attachment.replaceWith(contentOf(attachment))
}

/** Replaces mentions with "@Name", and removes embeds. */
export function attachmentsToText(root: ParentNode) {
  for (const attachment of root.querySelectorAll(SELECTOR)) {
    const name = contentOf(attachment).querySelector(".mention")?.textContent?.trim() ?? ""
    attachment.replaceWith(name && `@${name.replace(/^@/, "")}`)
  }
}

/** A message that mentions more people than this needs a confirmation. */
const ASK_ABOVE = 20

/**
 * Asks for confirmation before a message mentions many people at once.
 *
 * @param html the body to send
 * @param before the body before the edit: what it already mentioned needs no confirmation
 */
export function confirmMassMention(html: string, before = ""): boolean {
  const people = mentionedCount(html)
  if (people <= ASK_ABOVE || mentionedCount(before) > 0) return true
  return confirm(`This mentions all ${people} people in this room. Go ahead?`)
}

function mentionedCount(html: string) {
  if (!html.includes("data-people")) return 0
  const counts = [...parseHtml(html).querySelectorAll(SELECTOR)].map((attachment) =>
    Number(contentOf(attachment).querySelector<HTMLElement>("[data-people]")?.dataset.people),
  )
  return Math.max(0, ...counts.filter((count) => count > 0))
}

const contentOf = (attachment: Element) => parseHtml(attachment.getAttribute("content") ?? "")
