/**
 * Splits sanitized HTML into texts (even places) and tags (odd places).
 *
 * Only for what the sanitizer wrote: it escapes each `<` and `>` in texts and attributes,
 * so a tag ends at its first `>`, and every tag that opens is closed.
 */
export const pieces = (sanitized: string) => sanitized.split(/(<[^>]+>)/)

export type Tag = { name: string; closes: boolean; isVoid: boolean }

export function readTag(piece: string): Tag {
  const closes = piece.startsWith("</")
  const name = piece.slice(closes ? 2 : 1).match(/^[^\s>]+/)?.[0] ?? ""
  return { name, closes, isVoid: name === "br" || name === "hr" }
}

export function readAttributes(piece: string): Record<string, string> {
  const found = piece.matchAll(/ ([^\s=>]+)(?:="([^"]*)")?/g)
  return Object.fromEntries(
    Array.from(found, ([, name, value]) => [name, unescapeText(value ?? "")]),
  )
}

export function escapeText(text: string) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
}

/** The text behind the only references that the sanitizer writes. */
export function unescapeText(sanitized: string) {
  if (!sanitized.includes("&")) return sanitized
  return sanitized
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
}
