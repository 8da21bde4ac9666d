import { hasRightToLeft } from "../../platform/text/direction"

// In stored HTML, a `<` begins a tag.
const BLOCK = /<(blockquote|li|ol|table|ul)(?=[\s>])/g
const CODE = /<(code|pre)(?=[\s>])/g

/**
 * Sets the direction of lists, quotes and tables in HTML with text from right to left. The styles
 * give each line the direction of its own text (message-text.css); the attributes decide on which
 * side the bullets, borders and first columns are.
 */
export function withDirections(html: string) {
  if (!hasRightToLeft(html)) return html
  return html.replace(BLOCK, '<$1 dir="auto"').replace(CODE, '<$1 dir="ltr"')
}
