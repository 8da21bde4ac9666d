import { Parser } from "htmlparser2"

const OPEN_GRAPH = /^og:(title|url|image|description)$/

export type Metas = Partial<
  Record<"title" | "url" | "image" | "description" | "heading" | "summary" | "base", string>
>

/**
 * The Open Graph properties of a page; of several, the first that is not blank counts. `heading` is
 * its `title` element, `summary` its description for search engines, `base` what its URLs are
 * relative to.
 */
export function metasIn(html: string): Metas {
  const metas: Metas = {}
  const add = (key: keyof Metas, value = "") => {
    if (value.trim()) metas[key] ??= value.trim()
  }
  let heading: string | null = null
  const parser = new Parser({
    onopentag(tag, { property, name, content, href }) {
      // The `title` of an SVG picture comes after that of the page.
      if (tag === "title" && metas.heading === undefined) heading = ""
      if (tag === "base") add("base", href)
      if (tag !== "meta") return
      const meta = (property ?? name ?? "").trim().toLowerCase()
      const key = OPEN_GRAPH.exec(meta)?.[1]
      if (key)
        add(key as keyof Metas, content) // one of the keys in the pattern
      else if (meta === "description") add("summary", content)
    },
    ontext(text) {
      if (heading !== null) heading += text
    },
    onclosetag(tag) {
      if (tag !== "title" || heading === null) return
      add("heading", heading)
      heading = null
    },
  })
  parser.end(html)
  return metas
}

/**
 * Decodes a page as browsers do: by its byte order mark, else its declared charset. Without either,
 * as UTF-8 if it is valid, else as windows-1252.
 *
 * @param type the Content-Type header
 */
export function textOf(bytes: Uint8Array, type: string): string {
  const label = byteOrderMark(bytes) ?? charsetIn(type) ?? charsetInMeta(bytes)
  const declared = label && decoder(label)
  if (declared) return declared.decode(bytes)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder("windows-1252").decode(bytes)
  }
}

/** `text` in one line. Reads only a prefix of hostile input. */
export function plainText(text: string, maxLength: number): string {
  const plain = unescapeTwice(text.slice(0, 8 * maxLength))
    .replace(/\s+/g, " ")
    .trim()
  if (plain.length <= maxLength) return plain
  return `${[...plain.slice(0, maxLength - 1)].join("").trimEnd()}…`
}

const ESCAPES: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
}

// Many pages escape a text that was escaped before. The parser undid only one of the two.
const unescapeTwice = (text: string) =>
  text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/gi,
    (escaped, name?: string, decimal?: string, hex?: string) =>
      name ? (ESCAPES[name.toLowerCase()] ?? escaped) : characterOf(Number(decimal ?? `0x${hex}`)),
  )

// As HTML does with numbers of no character.
const characterOf = (code: number) =>
  code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
    ? "\uFFFD"
    : String.fromCodePoint(code)

const MARKS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xfe, 0xff], "utf-16be"],
  [[0xff, 0xfe], "utf-16le"],
]

const byteOrderMark = (bytes: Uint8Array) =>
  MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1] ?? null

const charsetIn = (text: string) => /charset\s*=\s*["']?([\w-]+)/i.exec(text)?.[1] ?? null

// A meta element that can be read in ASCII can't be in UTF-16, so that means UTF-8.
function charsetInMeta(bytes: Uint8Array) {
  const label = charsetIn(new TextDecoder("latin1").decode(bytes.subarray(0, 1024)))
  return label && /^utf-?16/i.test(label) ? "utf-8" : label
}

/** @returns null for an unknown label */
function decoder(label: string) {
  try {
    // The decoder throws for unknown labels, so the cast is safe.
    return new TextDecoder(label as Bun.Encoding)
  } catch {
    return null
  }
}
