/** In bytes, as file systems count them, and so that whatever saves the file can add to it. */
const MOST_BYTES = 200
const MOST_EXTENSION = 20

/** What is longer is no name that any file has; of that, only the end is looked at. */
const MOST_GIVEN = 2048

/**
 * A name that means nothing but itself wherever it is written: in a page, a header, a folder of
 * whoever downloads it. No folders, no control characters, nothing that turns the direction of the
 * text around ("exe.gpj" for "jpg.exe"), and not too long, with its extension kept.
 */
export function cleanFilename(given: string) {
  const name = given
    .slice(-MOST_GIVEN)
    .toWellFormed()
    .normalize("NFC")
    .replace(/^.*[/\\]/s, "")
    // Controls, among them newlines; what turns directions; what can't be seen; no characters.
    .replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\uFEFF\uFFFD]/gu, "")
    .replace(/\p{Cf}(?<!\u200D)/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[. ]+$/, "")
  return /^\.*$/.test(name) ? "file" : shortened(name)
}

function shortened(name: string) {
  if (Buffer.byteLength(name) <= MOST_BYTES) return name
  const dot = name.lastIndexOf(".")
  const extension = dot > 0 && name.length - dot <= MOST_EXTENSION ? name.slice(dot) : ""
  return (
    cut(name.slice(0, name.length - extension.length), MOST_BYTES - Buffer.byteLength(extension)) +
    extension
  )
}

/** As many whole characters, as people see them, as fit. */
function cut(text: string, most: number) {
  let kept = ""
  let bytes = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += Buffer.byteLength(segment)
    if (bytes > most) break
    kept += segment
  }
  return kept.trimEnd() || "file"
}
