/**
 * What people and bots may write, as pure functions from text to text.
 *
 * Bodies are made safe, linked and tidied once, when they are written; what is
 * stored is what is shown. Sanitizing what is stored changes nothing, so a body
 * can go through the editor and back as often as people like.
 */

export { EMBED_TYPE, type Embed, embedIn } from "./embed"
export { isEmojiOnly } from "./emoji-only"
export { bodyFromText } from "./from-plain-text"
export { isBlank, plainText } from "./plain-text"
export {
  type AttachmentAttributes,
  attachmentsIn,
  missingAttachment,
  presentBody,
  withAttachments,
} from "./present"
export { sanitizeBody } from "./sanitize"
export { unfurledImagePath } from "./unfurled-image"
