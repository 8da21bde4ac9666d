/** Fuzzy matching of names, shared by the browser and the server. */

/**
 * Ranks a match: the whole name, its prefix, prefixes of its words in any order, the initials of its
 * words, or any substring.
 *
 * @param query folded, like the name
 * @returns 0 for the best match, higher numbers for weaker ones, or null
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

/** The matches, best first; equal ones keep their order. */
export function bestFits<Named>(query: string, all: Named[], nameOf: (one: Named) => string) {
  return all
    .map((one) => ({ one, place: fit(query, nameOf(one)) }))
    .filter((found): found is { one: Named; place: number } => found.place !== null)
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one)
}

const initials = (words: string[]) => words.map((word) => [...word][0]).join("")
