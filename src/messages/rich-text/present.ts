import { readAttributes } from "./markup"

/** The attributes of a stored attachment element; `content` may hold markup: never show it. */
export type AttachmentAttributes = Record<string, string>

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

  const drawn = body.replace(
    /<action-text-attachment[^>]*><\/action-text-attachment>/g,
    (element) => drawAttachment(readAttributes(element)),
  )
  return `<div class="trix-content">${drawn}</div>`
}

const missingAttachment = () => "☒"
