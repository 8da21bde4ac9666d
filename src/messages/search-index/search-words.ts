/**
 * The words of `text` as the index has them, each a list of what has to stand side by side: one
 * word of most scripts, the characters of a word of those that put no space between words.
 */
export const searchWords = (text: string): string[][] => foldedWords(text).map(unitsOf)

/** The same as one text, with a space between all parts. */
export function wordsIn(text: string) {
  const words = foldedWords(text)
  return (ASCII.test(text) ? words : words.flatMap(unitsOf)).join(" ")
}

const foldedWords = (text: string) =>
  ASCII.test(text)
    ? (text.toLowerCase().match(ASCII_WORD) ?? [])
    : (foldText(text).match(WORD) ?? [])

const unitsOf = (word: string) => (UNSPACED.test(word) ? (word.match(CHARACTERS) ?? []) : [word])

const ASCII = /^\p{ASCII}*$/u
const ASCII_WORD = /[a-z0-9]+/g

// What SQLite takes for a letter of a word. PostgreSQL would see addresses, versions and file
// names as wholes, so that nobody could find a part of one.
const WORD = /[\p{L}\p{N}]+/gu

const SCRIPTS = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`
const UNSPACED = new RegExp(`[${SCRIPTS}]`, "u")
const CHARACTERS = new RegExp(`[${SCRIPTS}]|[^${SCRIPTS}]+`, "gu")

// Imports nothing, so that the browser can share it.

/**
 * Accents and capitals don't matter to people who search. Nor may they to the index, and what of
 * them PostgreSQL folds depends on the locale that its database was made with.
 */
export const foldText = (text: string) =>
  text
    .replace(PILES, "$1")
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .normalize("NFC")
    .toLowerCase()

// To put marks of one letter into their order takes the square of their number: seconds for a
// message of nothing else. No script piles up thirty (UAX #15, Stream-Safe Text).
const PILES = /(\p{M}{30})\p{M}+/gu
