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
