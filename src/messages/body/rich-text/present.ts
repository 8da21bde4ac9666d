import { type Embed, embedIn, isTweetAvatar, leadsTo } from "./embed"
import { readAttributes } from "./markup"
import { plainText } from "./plain-text"

/** The attributes of a stored attachment element; `content` may hold markup: never show it. */
export type AttachmentAttributes = Record<string, string>

const ELEMENT = /<action-text-attachment[^>]*><\/action-text-attachment>/g

/** What stands in a stored body besides words: mentions, embeds, and what nobody knows. */
export function attachmentsIn(body: string): AttachmentAttributes[] {
  // Almost no message has any, and to look for the start of one costs next to nothing.
  if (!body.includes("<action-text-attachment")) return []
  return Array.from(body.matchAll(ELEMENT), ([element]) => readAttributes(element))
}

/** The body with other attributes for its attachment elements. */
export const withAttachments = (body: string, draw: (attributes: AttachmentAttributes) => string) =>
  body.replace(ELEMENT, (element) => draw(readAttributes(element)))

/**
 * A stored body as pages and programs get it.
 *
 * @param drawAttachment gives the HTML for a mention or an embed
 */
export function presentBody(
  body: string,
  drawAttachment: (attributes: AttachmentAttributes) => string = missingAttachment,
): string {
  if (body === "") return ""

  const embeds = attachmentsIn(body)
    .map(embedIn)
    .filter((embed) => embed !== null)
  const drawn = withAttachments(withoutUnfurledLink(body, embeds), drawAttachment)
  const avatar = embeds.some(({ image }) => image !== null && isTweetAvatar(image))
  return `<div class="trix-content${avatar ? " cf-twitter-avatar" : ""}">${drawn}</div>`
}

export const missingAttachment = () => "☒"

/** Where a message is nothing but a link and its preview, the preview says it all. */
function withoutUnfurledLink(body: string, embeds: Embed[]) {
  const [embed, ...others] = embeds
  if (!embed || others.length > 0 || !leadsTo(wordsOf(body), embed.href)) return body
  return body.match(ELEMENT)?.find(isEmbed) ?? body
}

// A mention is more than the link, whatever name it shows.
const wordsOf = (body: string) =>
  plainText(body, (attributes) => (embedIn(attributes) ? "" : missingAttachment())).trim()

const isEmbed = (element: string) => embedIn(readAttributes(element)) !== null
