import { Parser } from "htmlparser2"

const SAID = /^og:(title|url|image|description)$/

export type Metas = Partial<Record<"title" | "url" | "image" | "description", string>>

/** What a page says of itself in its `og:` metas; of several, the last counts. */
export function metasIn(html: string): Metas {
  const metas: Record<string, string> = {}
  const parser = new Parser({
    onopentag(tag, { property, name, content }) {
      if (tag !== "meta" || content === undefined) return
      const [, what] = SAID.exec((property ?? name ?? "").trim().toLowerCase()) ?? []
      if (what) metas[what] = content.trim()
    },
  })
  parser.end(html)
  return metas
}

/**
 * A page's bytes as text: in the charset that it declares, else as UTF-8, without what is none.
 *
 * @param type its content type, as it came
 */
export function textOf(bytes: Uint8Array, type: string): string {
  const declared =
    charsetIn(type) ?? charsetIn(new TextDecoder("latin1").decode(bytes.subarray(0, 1024)))
  const decoded = decoder(declared).decode(bytes)
  return declared === null ? decoded.replaceAll("\uFFFD", "") : decoded
}

/**
 * Words and nothing else: tags go, also those that were written as text. Only the beginning is looked
 * at, for whoever made the page may have made it to keep us busy.
 */
export function plainWords(text: string, most: number): string {
  const words = withoutTags(text.slice(0, 8 * most))
    .replace(/\s+/g, " ")
    .trim()
  return words.length <= most ? words : `${[...words.slice(0, most - 1)].join("").trimEnd()}…`
}

function withoutTags(text: string): string {
  const less = text.replace(/<[/!]?[a-z][^<>]*>/gi, "")
  return less === text ? text : withoutTags(less)
}

const charsetIn = (text: string) => /charset\s*=\s*["']?([\w-]+)/i.exec(text)?.[1] ?? null

function decoder(label: string | null) {
  try {
    // Which labels there are, only the decoder knows.
    return new TextDecoder((label ?? "utf-8") as Bun.Encoding)
  } catch {
    return new TextDecoder()
  }
}
