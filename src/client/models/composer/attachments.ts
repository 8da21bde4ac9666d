import { parseHtml } from "../../page/fragment"

const SELECTOR = "action-text-attachment[content]"

/** Puts in place of mentions and embeds what the editor showed of them, as the server will. */
export function expandAttachments(root: ParentNode) {
  for (const attachment of root.querySelectorAll(SELECTOR))
    attachment.replaceWith(contentOf(attachment))
}

/** The same in plain text: mentions have one, embeds have none. */
export function attachmentsToText(root: ParentNode) {
  for (const attachment of root.querySelectorAll(SELECTOR)) {
    const name = contentOf(attachment).querySelector(".mention")?.textContent?.trim() ?? ""
    attachment.replaceWith(name && `@${name.replace(/^@/, "")}`)
  }
}

/** Above this many people one is asked before all of them are called upon. */
const ASK_ABOVE = 20

/**
 * Asks before more people are mentioned at once than one talks to by accident.
 *
 * @param html what is about to go out
 * @param before what was there when somebody began to change it
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
