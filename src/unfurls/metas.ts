import { Parser } from "htmlparser2"

const OPEN_GRAPH = /^og:(title|url|image|description)$/

export type Metas = Partial<Record<"title" | "url" | "image" | "description", string>>

/** The Open Graph properties of a page; of duplicates, the last counts. */
export function metasIn(html: string): Metas {
  const metas: Record<string, string> = {}
  const parser = new Parser({
    onopentag(tag, { property, name, content }) {
      if (tag !== "meta" || content === undefined) return
      const [, key] = OPEN_GRAPH.exec((property ?? name ?? "").trim().toLowerCase()) ?? []
      if (key) metas[key] = content.trim()
    },
  })
  parser.end(html)
  return metas
}

/**
 * Decodes a page in its declared charset, else as UTF-8 without invalid sequences.
 *
 * @param type the Content-Type header
 */
export function textOf(bytes: Uint8Array, type: string): string {
  const declared =
    charsetIn(type) ?? charsetIn(new TextDecoder("latin1").decode(bytes.subarray(0, 1024)))
  const decoded = decoder(declared).decode(bytes)
  return declared === null ? decoded.replaceAll("\uFFFD", "") : decoded
}

/**
 * Plain text without tags, also without those that were escaped. Reads only a prefix of hostile
 * input, because removing nested tags takes quadratic time.
 */
export function plainText(text: string, maxLength: number): string {
  const plain = withoutTags(text.slice(0, 8 * maxLength))
    .replace(/\s+/g, " ")
    .trim()
  if (plain.length <= maxLength) return plain
  return `${[...plain.slice(0, maxLength - 1)].join("").trimEnd()}…`
}

function withoutTags(text: string): string {
  const stripped = text.replace(/<[/!]?[a-z][^<>]*>/gi, "")
  return stripped === text ? text : withoutTags(stripped)
}

const charsetIn = (text: string) => /charset\s*=\s*["']?([\w-]+)/i.exec(text)?.[1] ?? null

function decoder(label: string | null) {
  try {
    // The decoder throws for unknown labels, so the cast is safe.
    return new TextDecoder((label ?? "utf-8") as Bun.Encoding)
  } catch {
    return new TextDecoder()
  }
}
