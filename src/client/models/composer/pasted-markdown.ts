/** A run of text with one format. */
export type Inline =
  | { kind: "text" | "strong" | "code"; text: string }
  | { kind: "link"; text: string; href: string }

/** `lines` are separated by line breaks. */
export type Block =
  | { kind: "paragraph" | "quote"; lines: Inline[][] }
  | { kind: "list"; start: number | null; items: Inline[][] }
  | { kind: "code"; language: string; text: string }
  | { kind: "table"; rows: Inline[][][] }

/**
 * Parses the Markdown in pasted text that can't be meant otherwise: fenced code, tables with a ruler,
 * lists of two or more lines, quotes, and pairs of `**` and backticks at the edges of words. Stars
 * and underscores of commands, globs, names and sums stay.
 *
 * @returns null when the text has none; each other character of the text is in the blocks
 */
export function parsePastedMarkdown(text: string): Block[] | null {
  const lines = text.split("\n")
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; ) {
    const found =
      fenceAt(lines, at) ?? tableAt(lines, at) ?? listAt(lines, at) ?? quoteAt(lines, at)
    if (found) blocks.push(found.block)
    else addLine(blocks, lines[at] ?? "")
    at += found?.length ?? 1
  }
  return blocks.some(isFormatted) ? blocks.map(withoutEdges).filter(isFilled) : null
}

type Found = { block: Block; length: number }

function fenceAt(lines: string[], at: number): Found | null {
  const [, fence = "", language = ""] =
    /^ {0,3}(`{3,}|~{3,}) *([\w+#.-]*) *$/.exec(lines[at] ?? "") ?? []
  if (fence === "") return null
  const end = lines.findIndex((line, index) => index > at && line.trim() === fence)
  if (end === -1) return null
  const text = lines.slice(at + 1, end).join("\n")
  return { block: { kind: "code", language, text }, length: end - at + 1 }
}

const RULER = /^ *\|? *:?-+:? *(\| *:?-+:? *)*\|? *$/

function tableAt(lines: string[], at: number): Found | null {
  const head = cellsOf(lines[at] ?? "")
  const ruler = lines[at + 1] ?? ""
  if (head.length < 2 || !RULER.test(ruler) || cellsOf(ruler).length !== head.length) return null
  let end = at + 2
  while (end < lines.length && cellsOf(lines[end] ?? "").length === head.length) end++
  const rows = [head, ...lines.slice(at + 2, end).map(cellsOf)]
  const cells = rows.map((row) => row.map((cell) => parseInline(cell.trim())))
  return { block: { kind: "table", rows: cells }, length: end - at }
}

const cellsOf = (line: string) =>
  line.includes("|")
    ? line
        .trim()
        .replace(/^\||\|$/g, "")
        .split("|")
    : []

const ITEM = /^ {0,3}(?:([-*])|(\d{1,9})[.)]) +(?!\*+ )(\S.*)$/

/** A line that a difference or a cron table begins with, besides an item. */
const OTHER_MARKER = /^ {0,3}[-+*]/

function listAt(lines: string[], at: number): Found | null {
  const first = ITEM.exec(lines[at] ?? "")
  if (!first) return null
  const [, marker, number] = first
  const items: string[] = []
  for (let next = at; ; next++) {
    const [, bullet, count, content] = ITEM.exec(lines[next] ?? "") ?? []
    const continues =
      content !== undefined &&
      (marker ? bullet === marker : Number(count) === Number(number) + items.length)
    if (!continues) break
    items.push(content)
  }
  const beside = [lines[at - 1], lines[at + items.length]]
  if (items.length < 2 || beside.some((line) => line && OTHER_MARKER.test(line))) return null
  const start = number === undefined ? null : Number(number)
  return { block: { kind: "list", start, items: items.map(parseInline) }, length: items.length }
}

const QUOTED = /^> ?(.*)$/

function quoteAt(lines: string[], at: number): Found | null {
  let end = at
  while (QUOTED.test(lines[end] ?? "")) end++
  if (end === at) return null
  const quoted = lines.slice(at, end).map((line) => QUOTED.exec(line)?.[1] ?? "")
  if (quoted.every((line) => line.trim() === "")) return null
  return { block: { kind: "quote", lines: quoted.map(parseInline) }, length: end - at }
}

function addLine(blocks: Block[], line: string) {
  const last = blocks.at(-1)
  if (last?.kind === "paragraph") last.lines.push(parseInline(line))
  else blocks.push({ kind: "paragraph", lines: [parseInline(line)] })
}

// For typed text, too (typed-markdown.ts). A format begins after a space or an opening sign, and ends
// before a space or a closing one.
export const BEFORE = String.raw`(?<=^|[\s\p{Ps}\p{Pi}"'])`
const AFTER = String.raw`(?=$|[\s\p{Pe}\p{Pf}"'.,:;!?…])`

/** What stands between a pair of marks. Stars of globs and powers are in no pair. */
export const INNER = {
  strong: String.raw`[\p{L}\p{N}"'“‘(](?:[^*]*[^\s*/\\])?`,
  struck: String.raw`[^\s~](?:[^~]*[^\s~])?`,
  code: "[^`\\s](?:[^`]*[^`\\s])?",
}

/** A link, with its label and address as groups. */
export const LINK = String.raw`\[(?<label>[^\[\]]+)\]\((?<href>https?:\/\/[^\s()]+)\)`

const INLINE = new RegExp(
  `${BEFORE}(?:\\*\\*(?<strong>${INNER.strong})\\*\\*|\`(?<code>${INNER.code})\`|${LINK})${AFTER}`,
  "gu",
)

function parseInline(line: string): Inline[] {
  const parts: Inline[] = []
  let end = 0
  for (const match of line.matchAll(INLINE)) {
    if (match.index > end) parts.push({ kind: "text", text: line.slice(end, match.index) })
    parts.push(formatted(match.groups ?? {}))
    end = match.index + match[0].length
  }
  if (end < line.length) parts.push({ kind: "text", text: line.slice(end) })
  return parts
}

function formatted({ strong, code, label = "", href = "" }: Record<string, string>): Inline {
  if (strong !== undefined) return { kind: "strong", text: strong }
  if (code !== undefined) return { kind: "code", text: code }
  return { kind: "link", text: label, href }
}

const isFormatted = (block: Block) =>
  block.kind !== "paragraph" || block.lines.flat().some(({ kind }) => kind !== "text")

/** The blank lines beside a block only separate it from others. */
function withoutEdges(block: Block): Block {
  if (block.kind !== "paragraph") return block
  const { lines } = block
  const isBlank = (line: Inline[]) => line.every(({ text }) => text.trim() === "")
  const from = lines.findIndex((line) => !isBlank(line))
  const to = lines.findLastIndex((line) => !isBlank(line))
  return { ...block, lines: from === -1 ? [] : lines.slice(from, to + 1) }
}

const isFilled = (block: Block) => block.kind !== "paragraph" || block.lines.length > 0
