import type { Chance } from "./random"
import { CODE, EMOJI, OTHER_SCRIPTS, RIGHT_TO_LEFT, WORDS } from "./words"

type Kind = (chance: Chance) => string

/** How often of a hundred each kind of message is sent: mostly short text, as in real rooms. */
const KINDS: [share: number, kind: Kind][] = [
  [38, (chance) => paragraph(sentence(chance, 3, 9))],
  [24, (chance) => paragraph(sentence(chance, 8, 22))],
  [7, emojiOnly],
  [6, link],
  [6, paragraphs],
  [4, list],
  [4, code],
  [3, quote],
  [2, inlineCode],
  [2, emphasis],
  [2, (chance) => paragraph(chance.one(RIGHT_TO_LEFT))],
  [2, (chance) => paragraph(chance.one(OTHER_SCRIPTS))],
]

/** What somebody might say, as the editor would send it. */
export function saying(chance: Chance): string {
  let draw = chance.whole(100)
  for (const [share, kind] of KINDS) {
    if (draw < share) return kind(chance)
    draw -= share
  }
  return table(chance)
}

const paragraph = (text: string) => `<p>${text}</p>`

function paragraphs(chance: Chance) {
  const count = 2 + chance.whole(5)
  return times(count, () => paragraph(prose(chance, 2 + chance.whole(5)))).join("")
}

function emojiOnly(chance: Chance) {
  return paragraph(times(1 + chance.whole(3), () => chance.one(EMOJI)).join(""))
}

function link(chance: Chance) {
  const address = `https://example.com/${chance.one(WORDS)}/${chance.whole(10_000)}`
  return chance.percent(50)
    ? paragraph(`${sentence(chance, 2, 6)} ${address}`)
    : paragraph(`${sentence(chance, 2, 6)} <a href="${address}">${words(chance, 3)}</a>`)
}

function list(chance: Chance) {
  const tag = chance.one(["ul", "ol"])
  const items = times(2 + chance.whole(6), () => `<li>${words(chance, 2 + chance.whole(8))}</li>`)
  return `${paragraph(sentence(chance, 3, 6))}<${tag}>${items.join("")}</${tag}>`
}

function code(chance: Chance) {
  const language = chance.one(["javascript", "sql", "python", "bash"])
  const text = chance.one(CODE).replaceAll("<", "&lt;").replaceAll("\n", "<br>")
  return `${paragraph(sentence(chance, 2, 8))}<pre data-language="${language}">${text}</pre>`
}

function quote(chance: Chance) {
  return `<blockquote>${paragraph(prose(chance, 2))}</blockquote>${paragraph(sentence(chance, 3, 12))}`
}

function inlineCode(chance: Chance) {
  return paragraph(`${words(chance, 4)} <code>${words(chance, 2)}</code> ${words(chance, 5)}`)
}

function emphasis(chance: Chance) {
  const [strong, mild, struck] = times(3, () => words(chance, 2))
  return paragraph(
    `${words(chance, 3)} <strong>${strong}</strong>, <em>${mild}</em>, <s>${struck}</s> ${chance.one(EMOJI)}`,
  )
}

function table(chance: Chance) {
  const row = (cell: string) =>
    `<tr>${times(3, () => `<${cell}>${words(chance, 2)}</${cell}>`).join("")}</tr>`
  const rows = times(2 + chance.whole(4), () => row("td"))
  return `<table><tbody>${row("th")}${rows.join("")}</tbody></table>`
}

const prose = (chance: Chance, count: number) =>
  times(count, () => sentence(chance, 5, 18)).join(" ")

function sentence(chance: Chance, least: number, most: number) {
  const text = words(chance, least + chance.whole(most - least))
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${chance.one([".", ".", "!", "?", ""])}`
}

const words = (chance: Chance, count: number) => times(count, () => chance.one(WORDS)).join(" ")

const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make)
