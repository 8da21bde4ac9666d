// Imports nothing, so that the browser can share it.

/**
 * Accents and capitals don't matter to people who search. Nor may they to the index, and what of
 * them PostgreSQL folds depends on the locale that its database was made with.
 */
export const foldText = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .normalize("NFC")
    .toLowerCase()
