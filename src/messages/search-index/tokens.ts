// Imports nothing, so that the browser can share it.

type Spelling = {
  fold(text: string): string
  /** The stem of a lower-case English word. */
  stemmer(word: string): string
}

const same = (text: string) => text
let spelling: Spelling = { fold: same, stemmer: same }

/** Sets the functions that decide which words are the same. Both sides do so when they load. */
export function configureSpelling(functions: Spelling) {
  spelling = functions
}

/** A word of a text, as the search index has it. */
export type Word = {
  /** Tokens side by side: the word, or the characters of one that is written without spaces. */
  units: string[]
  /** What an identifier consists of: of `getUserById`, `user` and `userbyid` among others. */
  parts: string[]
  /** The tokens that have no place in the order of words: stems and parts. */
  loose: string[]
}

/** The folded words and emoji of `text`, in their order. */
export function wordsOf(text: string): Word[] {
  const marked = HUMP.test(text) ? text.replace(HUMPS, HUMP_SIGN) : text
  if (ASCII.test(text)) return (marked.toLowerCase().match(ASCII_WORD) ?? []).map(wordFrom)
  // Folding would take some emoji for letters, such as the trade mark sign.
  return marked
    .split(EMOJI)
    .flatMap((part, index) =>
      index % 2 === 1
        ? { units: [emojiToken(part)], parts: [], loose: [] }
        : (spelling.fold(part).match(WORD) ?? []).map(wordFrom),
    )
}

const ASCII = /^\p{ASCII}*$/u

// At most 255 characters: PostgreSQL refuses tokens of more than 2046 bytes.
const ASCII_WORD = /[a-z0-9][a-z0-9\uE003]{0,254}/g
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\uE003]{0,254}/gu

/** Marks where a part of an identifier begins, while its text is folded. */
const HUMP_SIGN = "\uE003"
const HUMP_PATTERN = String.raw`(?<=\p{Ll})(?=\p{Lu})|(?<=\p{N})(?=\p{Lu}\p{Ll})|(?<=\p{Lu})(?=\p{Lu}\p{Ll}{2})`
const HUMP = new RegExp(HUMP_PATTERN, "u")
const HUMPS = new RegExp(HUMP_PATTERN, "gu")

// Stemming a word takes longer than indexing it, and people repeat words.
const words = new Map<string, Word>()
const MOST_WORDS = 20_000

function wordFrom(found: string): Word {
  const known = words.get(found)
  if (known) return known
  const humps = found.split(HUMP_SIGN)
  const word = humps.length === 1 ? found : humps.join("")
  const [units, parts] = [unitsOf(word), partsOf(word, humps)]
  const made = { units, parts, loose: looseTokens(units, parts) }
  if (words.size === MOST_WORDS) words.clear()
  words.set(found, made)
  return made
}

const unitsOf = (word: string) => (UNSPACED.test(word) ? (word.match(CHARACTERS) ?? []) : [word])

const SCRIPTS = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`
const UNSPACED = new RegExp(`[${SCRIPTS}]`, "u")
// A mark belongs to the character before it: a vowel or a tone makes another word.
const CHARACTERS = new RegExp(String.raw`[${SCRIPTS}]\p{M}*|[^${SCRIPTS}]+`, "gu")

const MOST_PARTS = 8
const LONGEST_IDENTIFIER = 64

function partsOf(word: string, humps: string[]): string[] {
  if (word.length > LONGEST_IDENTIFIER) return []
  if (humps.length === 1) return (WITH_NUMBER.exec(word) ?? []).slice(1).filter((part) => part)
  if (humps.length > MOST_PARTS) return []
  return [...humps, ...humps.slice(1, -1).map((_, index) => humps.slice(index + 1).join(""))]
}

// `0x80070005` and `error404`.
const WITH_NUMBER = /^(?:0x([0-9a-f]{2,})|([a-z]{2,})([0-9]{2,}))$/

const PICTURE = String.raw`\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*[\u{E0020}-\u{E007F}]*`
const EMOJI = new RegExp(
  String.raw`(\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|${PICTURE}(?:\u200D${PICTURE})*)`,
  "u",
)

/** Skin tones and genders are spellings of one emoji. */
const emojiToken = (emoji: string) =>
  emoji
    .replace(/\u200D[\u2640\u2642]|[\uFE0F\p{Emoji_Modifier}]/gu, "")
    .replace("#", "＃")
    .replace("*", "＊")

/** The English stem of a word by Porter's algorithm; other words stay. */
const stemOf = (word: string) => (STEMMED.test(word) ? spelling.stemmer(word) : word)

const STEMMED = /^[a-z]{3,40}$/

/** Begins the token of a stem. It is a private-use character, so nobody's words contain it. */
const STEM = "\uE001"
/** Begins the token of an identifier's part. */
export const PART = "\uE002"

function looseTokens(units: string[], parts: string[]): string[] {
  const tokens: string[] = []
  for (const unit of units) {
    const stem = stemOf(unit)
    if (stem !== unit) tokens.push(STEM + stem)
  }
  for (const part of parts) tokens.push(PART + part, PART + stemOf(part))
  return tokens
}

/** One of these tokens is in the index for a word with this stem, and for such a part. */
export const stemTokens = (stem: string) => [stem, STEM + stem, PART + stem]

/** What a search looks for: exact words side by side, or a word in any form. */
export type Term = { phrase: string[] } | { stem: string; beginning: string | null }

/** The terms for words that are not in quotes. */
export const looseTerms = (text: string): Term[] => wordsOf(text).map(looseTerm)

/** The term for words in quotes: exactly these, in this order. */
export const exactTerm = (text: string) => ({
  phrase: wordsOf(text).flatMap(({ units }) => units),
})

function looseTerm({ units, parts }: Word): Term {
  const [unit = ""] = units
  if (units.length > 1) return { phrase: units }
  // Without quotes, `getUser` finds `getUserById`.
  return { stem: stemOf(unit), beginning: parts.length > 0 ? unit : null }
}

// Too many words begin with fewer letters: the search would read most of the index.
const SHORTEST_BEGINNING = 3

/** Lets the last word of a query also match words that begin with it. */
export function withBeginning(terms: Term[], text: string): Term[] {
  const unit = wordsOf(text).at(-1)?.units.at(-1) ?? ""
  const last = terms.at(-1)
  if (!last || "phrase" in last || [...unit].length < SHORTEST_BEGINNING) return terms
  return [...terms.slice(0, -1), { ...last, beginning: unit }]
}

/** Whether a word with these tokens, exact and loose, fulfills a term other than a phrase. */
export function isFound(
  { stem, beginning }: Exclude<Term, { phrase: string[] }>,
  tokens: string[],
): boolean {
  const wanted = stemTokens(stem)
  return tokens.some(
    (token) =>
      wanted.includes(token) ||
      (beginning !== null && (token.startsWith(beginning) || token.startsWith(PART + beginning))),
  )
}

/** All tokens of a word. */
export const tokensOf = (word: Word) => [...word.units, ...word.loose]
