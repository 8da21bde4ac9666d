import { Parser } from "htmlparser2"
import type { Attributes } from "sanitize-html"
import { MENTION_TYPE } from "../../../users/user"
import { EMBED_TYPE, originalImage } from "../embed"

type Part = "title" | "description"

/**
 * The attributes to keep of a mention or an embed. Hearth renders both, so the HTML that the editor
 * shows for them goes; but for an embed the editor sends nothing else, so its card is read.
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
      if (attributes.src && !card.url) card.url = originalImage(attributes.src)
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

// Some editors (Campfire's) write the card as JSON.
function markupIn(content: string) {
  if (!content.startsWith('"')) return content
  try {
    const text: unknown = JSON.parse(content)
    return typeof text === "string" ? text : ""
  } catch {
    return content
  }
}
