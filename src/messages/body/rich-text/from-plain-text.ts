import { escapeText } from "./markup"
import { sanitizeBody } from "./sanitize"

/** The body for literal text: nothing in it is markup, its lines stay, addresses are linked. */
export const bodyFromText = (text: string) => sanitizeBody(escapeText(text))
