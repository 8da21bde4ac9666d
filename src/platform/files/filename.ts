/** File systems allow 255 bytes; the rest is for what a browser appends when it saves the file. */
const MAX_BYTES = 200
const MAX_EXTENSION = 20

/** Of a longer input only the end is read. */
const MAX_INPUT = 2048

/**
 * A filename that is safe in a page, in a header and on the user's disk: without folders, control
 * characters and bidirectional controls (which show "jpg.exe" as "exe.gpj"), limited in length,
 * with its extension.
 */
export function cleanFilename(given: string) {
  const name = given
    .slice(-MAX_INPUT)
    .toWellFormed()
    .normalize("NFC")
    .replace(/^.*[/\\]/s, "")
    // Controls with newlines, bidirectional controls, invisible characters and noncharacters.
    .replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\uFEFF\uFFFD]/gu, "")
    .replace(/\p{Cf}(?<!\u200D)/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[. ]+$/, "")
  return /^\.*$/.test(name) ? "file" : shorten(name)
}

function shorten(name: string) {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name
  const dot = name.lastIndexOf(".")
  const extension = dot > 0 && name.length - dot <= MAX_EXTENSION ? name.slice(dot) : ""
  return (
    cut(name.slice(0, name.length - extension.length), MAX_BYTES - Buffer.byteLength(extension)) +
    extension
  )
}

/** Truncates at a grapheme boundary. */
function cut(text: string, maxBytes: number) {
  let result = ""
  let bytes = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += Buffer.byteLength(segment)
    if (bytes > maxBytes) break
    result += segment
  }
  return result.trimEnd() || "file"
}
