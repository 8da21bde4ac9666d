import type { Random } from "./random"
import { CODE, EMOJI, OTHER_SCRIPTS, RIGHT_TO_LEFT, WORDS } from "./words"

type Kind = (random: Random) => string

/** The share of each kind of message in percent: mostly short text, as in real rooms. */
const KINDS: [share: number, kind: Kind][] = [
  [38, (random) => paragraph(sentence(random, 3, 9))],
  [24, (random) => paragraph(sentence(random, 8, 22))],
  [7, emojiOnly],
  [6, link],
  [6, paragraphs],
  [4, list],
  [4, code],
  [3, quote],
  [2, inlineCode],
  [2, emphasis],
  [2, (random) => paragraph(random.pick(RIGHT_TO_LEFT))],
  [2, (random) => paragraph(random.pick(OTHER_SCRIPTS))],
]

/** A random message body, as the editor sends it. */
export function randomBody(random: Random): string {
  let remaining = random.integer(100)
  for (const [share, kind] of KINDS) {
    if (remaining < share) return kind(random)
    remaining -= share
  }
  return table(random)
}

const paragraph = (text: string) => `<p>${text}</p>`

function paragraphs(random: Random) {
  const count = 2 + random.integer(5)
  return times(count, () => paragraph(prose(random, 2 + random.integer(5)))).join("")
}

function emojiOnly(random: Random) {
  return paragraph(times(1 + random.integer(3), () => random.pick(EMOJI)).join(""))
}

function link(random: Random) {
  const address = `https://example.com/${random.pick(WORDS)}/${random.integer(10_000)}`
  return random.percent(50)
    ? paragraph(`${sentence(random, 2, 6)} ${address}`)
    : paragraph(`${sentence(random, 2, 6)} <a href="${address}">${words(random, 3)}</a>`)
}

function list(random: Random) {
  const tag = random.pick(["ul", "ol"])
  const items = times(
    2 + random.integer(6),
    () => `<li>${words(random, 2 + random.integer(8))}</li>`,
  )
  return `${paragraph(sentence(random, 3, 6))}<${tag}>${items.join("")}</${tag}>`
}

function code(random: Random) {
  const language = random.pick(["javascript", "sql", "python", "bash"])
  const text = random.pick(CODE).replaceAll("<", "&lt;").replaceAll("\n", "<br>")
  return `${paragraph(sentence(random, 2, 8))}<pre data-language="${language}">${text}</pre>`
}

function quote(random: Random) {
  return `<blockquote>${paragraph(prose(random, 2))}</blockquote>${paragraph(sentence(random, 3, 12))}`
}

function inlineCode(random: Random) {
  return paragraph(`${words(random, 4)} <code>${words(random, 2)}</code> ${words(random, 5)}`)
}

function emphasis(random: Random) {
  const [strong, mild, struck] = times(3, () => words(random, 2))
  return paragraph(
    `${words(random, 3)} <strong>${strong}</strong>, <em>${mild}</em>, <s>${struck}</s> ${random.pick(EMOJI)}`,
  )
}

function table(random: Random) {
  const row = (cell: string) =>
    `<tr>${times(3, () => `<${cell}>${words(random, 2)}</${cell}>`).join("")}</tr>`
  const rows = times(2 + random.integer(4), () => row("td"))
  return `<table><tbody>${row("th")}${rows.join("")}</tbody></table>`
}

const prose = (random: Random, count: number) =>
  times(count, () => sentence(random, 5, 18)).join(" ")

function sentence(random: Random, least: number, most: number) {
  const text = words(random, least + random.integer(most - least))
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${random.pick([".", ".", "!", "?", ""])}`
}

const words = (random: Random, count: number) => times(count, () => random.pick(WORDS)).join(" ")

const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make)
