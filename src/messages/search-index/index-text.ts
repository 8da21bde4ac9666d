import { stemmer } from "stemmer"
import { type Dialect, dialect } from "../../platform/database/database"
import { fold } from "../../platform/text/fold"
import { configureSpelling, wordsOf } from "./tokens"

configureSpelling({ fold, stemmer })

/**
 * The tokens of a text as the index of the database takes them, so that both databases find the
 * same: for SQLite separated by spaces, for PostgreSQL a `tsvector` with the positions of words.
 */
export function indexText(text: string, database: Dialect = dialect()): string {
  const ordered: string[] = []
  const loose = new Set<string>()
  for (const word of wordsOf(text)) {
    ordered.push(...word.units)
    for (const token of word.loose) loose.add(token)
  }
  if (database === "sqlite") return [...ordered, ...loose].join(" ")

  const positions = Map.groupBy(ordered.keys(), (index) => ordered[index])
  return [
    ...[...positions].map(([token, indexes]) => `'${token}':${placesOf(indexes)}`),
    ...Array.from(loose, (token) => `'${token}'`),
  ].join(" ")
}

// PostgreSQL keeps 256 positions of a word, and none above 16,383.
const placesOf = (indexes: number[]) =>
  indexes
    .slice(0, 256)
    .map((index) => Math.min(index + 1, 16_383))
    .join(",")
