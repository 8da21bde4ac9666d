/** How names are found by a few letters: the same in the browser and on the server. */

// Letters that no decomposition takes apart, and the ones that people type for them.
const SPELLINGS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
}

/** Small letters without accents, for names and for what is typed. */
export function fold(text: string) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => SPELLINGS[letter] ?? letter)
    .trim()
}

/**
 * How well a name fits: the whole of it, its beginning, the beginnings of its words in any order,
 * the first letters of its words, or anything within.
 *
 * @param query folded, as is the name
 * @returns 0 for the best fit and more for lesser ones, or null for none
 */
export function fit(query: string, name: string): number | null {
  if (query === "" || name === query) return 0
  if (name.startsWith(query)) return 1

  const asked = query.split(/\s+/)
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  if (asked.every((part) => words.some((word) => word.startsWith(part)))) return 2
  if (initials(words).startsWith(asked.join(""))) return 3
  return asked.every((part) => name.includes(part)) ? 4 : null
}

/** Those that fit, the best first; equals stay in the order in which they came. */
export function bestFits<Named>(query: string, all: Named[], nameOf: (one: Named) => string) {
  return all
    .map((one) => ({ one, place: fit(query, nameOf(one)) }))
    .filter((found): found is { one: Named; place: number } => found.place !== null)
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one)
}

const initials = (words: string[]) => words.map((word) => [...word][0]).join("")
