/** The number of bytes at a file's beginning that detection reads. */
export const HEAD_BYTES = 64 * 1024

/** Plain text formats by file extension; browsers only download them. */
const TEXTS: Record<string, string> = {
  csv: "text/csv",
  ics: "text/calendar",
  json: "application/json",
  md: "text/markdown",
  tsv: "text/tab-separated-values",
  vcf: "text/vcard",
}

/** Text formats that browsers would render or run. */
const MARKUP: [RegExp, string][] = [
  [/<svg[\s>]/i, "image/svg+xml"],
  [/<(!doctype\s+html|html|head|body|script|iframe|math)[\s>]/i, "text/html"],
  [/^\s*<\?xml\b/i, "application/xml"],
]
const MARKUP_NAMES: Record<string, string> = {
  htm: "text/html",
  html: "text/html",
  svg: "image/svg+xml",
  xhtml: "application/xhtml+xml",
  xml: "application/xml",
}

const BINARY = "application/octet-stream"

/**
 * Detects a file's type by its content. The extension only selects among plain text formats.
 *
 * @param head the first `HEAD_BYTES`
 */
export async function contentTypeOf(head: Uint8Array, filename: string): Promise<string> {
  const extension = /\.([a-z\d]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? ""
  const text = textOf(head)
  if (text !== null) return textType(text, extension)
  // Imported with the first file, to save memory until then.
  const { fileTypeFromBuffer } = await import("file-type")
  // The library throws for some truncated files.
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  return canonical(found?.mime ?? (isTiff(head) ? "image/tiff" : BINARY))
}

// The library looks for the directory, which most programs write at the end of the file.
const isTiff = (head: Uint8Array) =>
  ["II*\0", "MM\0*"].includes(Buffer.from(head.subarray(0, 4)).toString("latin1"))

function textType(text: string, extension: string) {
  const markup = MARKUP.find(([pattern]) => pattern.test(text.slice(0, 4096)))?.[1]
  return markup ?? MARKUP_NAMES[extension] ?? TEXTS[extension] ?? "text/plain"
}

/** The beginning as text; null when it contains NUL or invalid UTF-8. */
function textOf(head: Uint8Array) {
  if (head.includes(0) || hasSignature(head)) return null
  try {
    // `stream` accepts a truncated last character.
    const decoder = new TextDecoder("utf-8", { fatal: true })
    return decoder.decode(head, { stream: head.length >= HEAD_BYTES })
  } catch {
    return null
  }
}

// Binary formats whose files can be valid UTF-8.
const hasSignature = (head: Uint8Array) =>
  /^(%PDF-|%!PS|\{\\rtf)/.test(Buffer.from(head.subarray(0, 8)).toString("latin1"))

/** Maps aliases to one name per format. */
function canonical(mime: string) {
  const [type = BINARY] = mime.split(";")
  return ALIASES[type] ?? type
}

const ALIASES: Record<string, string> = {
  "image/apng": "image/png",
  "image/heic-sequence": "image/heic",
  "image/heif-sequence": "image/heif",
  "image/avif-sequence": "image/avif",
  "audio/x-m4a": "audio/mp4",
  "audio/vnd.wave": "audio/wav",
  "video/x-m4v": "video/mp4",
}
