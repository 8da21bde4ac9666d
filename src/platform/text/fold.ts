// Imports nothing, so that the browser can share it.

/**
 * Folds a name or a query, so that people find it in another spelling: lower case, without the
 * diacritics of alphabets whose readers leave them out, without invisible characters, and with plain
 * quotes. Marks of other scripts stay: they make another word in Devanagari, Thai or Japanese.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  return text
    .replace(PILES, "$1")
    .normalize("NFKD")
    .replace(DIACRITICS, "$1")
    .replace(INVISIBLE, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(OTHER_SPELLINGS, (character) => SPELLINGS[character] ?? character)
}

const ASCII = /^\p{ASCII}*$/u

const DIACRITICS =
  /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}])\p{Mn}+/gu

// Soft hyphens, joiners, variation selectors, and other characters that only affect the layout; and
// Arabic's tatweel.
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u0640]/gu

// To sort the marks of one letter takes quadratic time: seconds for a text of nothing else. No
// script has more than thirty on a letter (UAX #15, Stream-Safe Text).
const PILES = /(\p{M}{30})\p{M}+/gu

/** Letters without a Unicode decomposition, and typographic quotes. */
const SPELLINGS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  ħ: "h",
  ŧ: "t",
  þ: "th",
  ı: "i",
  ς: "σ",
  "‘": "'",
  "’": "'",
  ʼ: "'",
  ʻ: "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "«": '"',
  "»": '"',
}
const OTHER_SPELLINGS = new RegExp(`[${Object.keys(SPELLINGS).join("")}]`, "gu")
