import { Parser } from "htmlparser2"
import type { Attributes } from "sanitize-html"
import { verify } from "../../../platform/http/signed"
import { MENTION_TYPE } from "../../../users/mention"
import { EMBED_TYPE } from "./embed"
import { UNFURLED_IMAGES } from "./unfurled-image"

type Part = "title" | "description"

/**
 * What is kept of a mention or an embed. How they look is ours to draw, so what the editor shows of
 * them goes; but of an embed it sends nothing else, and what the card says is read from it.
 */
export function attachmentAttributes({ content, ...others }: Attributes): Attributes {
  const type = others["content-type"]
  if (type === MENTION_TYPE) return others
  if (type !== EMBED_TYPE) return content ? { ...others, content } : others
  return others.href || !content ? others : { ...others, ...readCard(markupIn(content)) }
}

function readCard(markup: string): Attributes {
  const card: Attributes = {}
  const words: Record<Part, string> = { title: "", description: "" }
  const open: (Part | undefined)[] = []
  const parser = new Parser({
    onopentag(_, attributes) {
      open.push(partOf(attributes.class) ?? open.at(-1))
      if (attributes.href && !card.href) card.href = attributes.href
      if (attributes.src && !card.url) card.url = originalOf(attributes.src)
    },
    ontext(text) {
      const part = open.at(-1)
      if (part) words[part] += text
    },
    onclosetag() {
      open.pop()
    },
  })
  parser.end(markup)
  return { ...card, filename: words.title.trim(), caption: words.description.trim() }
}

const partOf = (names = ""): Part | undefined => {
  const [, part] = /(?:^|\s)og-embed__(title|description)(?:\s|$)/.exec(names) ?? []
  return part === "title" || part === "description" ? part : undefined
}

// Cards show pictures through us.
function originalOf(src: string) {
  const pathname = URL.parse(src, "https://hearth.invalid")?.pathname
  if (!pathname?.startsWith(UNFURLED_IMAGES)) return src
  return verify("unfurled-image", pathname.slice(UNFURLED_IMAGES.length)) ?? ""
}

// Editors of the family have written the card as JSON, too.
function markupIn(content: string) {
  if (!content.startsWith('"')) return content
  try {
    const text: unknown = JSON.parse(content)
    return typeof text === "string" ? text : ""
  } catch {
    return content
  }
}
