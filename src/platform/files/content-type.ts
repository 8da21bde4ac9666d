/** How much of a file's beginning tells what it is. */
export const HEAD_BYTES = 64 * 1024

/** Text that a name may tell apart; whatever it says, a browser only ever saves it. */
const TEXTS: Record<string, string> = {
  csv: "text/csv",
  ics: "text/calendar",
  json: "application/json",
  md: "text/markdown",
  tsv: "text/tab-separated-values",
  vcf: "text/vcard",
}

/** What looks like text and is something to be run or drawn. */
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
 * What a file is, by what it holds: its name is no witness, but for which kind of plain text it is.
 *
 * @param head its first `HEAD_BYTES`
 */
export async function contentTypeOf(head: Uint8Array, filename: string): Promise<string> {
  const extension = /\.([a-z\d]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? ""
  const text = textOf(head)
  if (text !== null) return textType(text, extension)
  // Loaded with the first file: until then it would only take memory.
  const { fileTypeFromBuffer } = await import("file-type")
  // Broken files of every kind come here, and of some the library says that they end too early.
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  return normal(found?.mime ?? BINARY)
}

function textType(text: string, extension: string) {
  const markup = MARKUP.find(([sign]) => sign.test(text.slice(0, 4096)))?.[1]
  return markup ?? MARKUP_NAMES[extension] ?? TEXTS[extension] ?? "text/plain"
}

/** The beginning as text; null when it is none: a NUL, or what UTF-8 cannot be. */
function textOf(head: Uint8Array) {
  if (head.includes(0) || hasSignature(head)) return null
  try {
    // The last character may be cut off.
    const decoder = new TextDecoder("utf-8", { fatal: true })
    return decoder.decode(head, { stream: head.length >= HEAD_BYTES })
  } catch {
    return null
  }
}

// Formats that may be written in letters alone.
const hasSignature = (head: Uint8Array) =>
  /^(%PDF-|%!PS|\{\\rtf)/.test(Buffer.from(head.subarray(0, 8)).toString("latin1"))

/** One name for each kind. */
function normal(mime: string) {
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
