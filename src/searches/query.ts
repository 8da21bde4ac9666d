import type { Trait } from "../messages/search-index/search-marks"
import { searchWords } from "../messages/search-index/search-words"
import { type Period, periodNamed } from "./period"

/** What somebody looks for: a message has to meet all of it. */
export type Query = {
  /** Words, or several that stand side by side. */
  terms: string[][]
  /** Names of which one is the author's. */
  from: string[]
  /** Names of which one is the room's. */
  in: string[]
  has: Trait[]
  /** It was said before the first moment of each of these, */
  before: Period[]
  /** after the last of each of these, */
  after: Period[]
  /** and within each of these. */
  on: Period[]
}

/** Letters; nobody types more, and an index is asked for no more words at once. */
export const LONGEST = 300
const MOST_TERMS = 32

/** What was typed, without what makes no difference to anybody. */
export const cleaned = (typed: string) =>
  [
    ...typed
      .toWellFormed()
      .replace(/[\p{Cc}\s]+/gu, " ")
      .trim()
      .slice(0, 2 * LONGEST),
  ]
    .slice(0, LONGEST)
    .join("")
    .trim()

/**
 * Reads what somebody typed. Whatever it is, it asks for something: an operator that there isn't, or
 * one that is given nonsense, is read as words, and a quote that doesn't end as if it weren't there.
 */
export function parseQuery(typed: string): Query {
  const query: Query = { terms: [], from: [], in: [], has: [], before: [], after: [], on: [] }
  for (const [token, , quotedValue, phrase] of cleaned(typed)
    .replace(QUOTES, '"')
    .matchAll(TOKEN)) {
    if (phrase !== undefined) query.terms.push(searchWords(phrase).flat())
    else if (!takeOperator(query, token, quotedValue)) query.terms.push(...searchWords(token))
  }
  query.terms = query.terms.filter((term) => term.length > 0).slice(0, MOST_TERMS)
  return query
}

/** Does the query ask for nothing at all, as one of dots and dashes does? */
export const isEmptyQuery = (query: Query) =>
  Object.values(query).every((asked) => asked.length === 0)

// As phones and word processors write them.
const QUOTES = /[“”„‟«»]/g

// `from:"Ada Lovelace"`, then `"two words"`, then anything up to a space.
const TOKEN = /(?:([a-z]+):)"([^"]*)"|"([^"]*)"|\S+/gi

function takeOperator(query: Query, token: string, quoted: string | undefined) {
  const colon = token.indexOf(":")
  if (colon === -1) return false
  const value = (quoted ?? token.slice(colon + 1)).replaceAll('"', "").trim()
  if (value === "") return false

  const operator = token.slice(0, colon).toLowerCase()
  switch (operator) {
    case "from":
      return query.from.push(value.replace(/^@/, "")) > 0
    case "in":
      return query.in.push(value.replace(/^[#@]/, "")) > 0
    case "has": {
      const trait = TRAITS.get(value.toLowerCase())
      return trait !== undefined && query.has.push(trait) > 0
    }
    case "before":
    case "after":
    case "on": {
      const period = periodNamed(value)
      return period !== null && query[operator].push(period) > 0
    }
    default:
      return false
  }
}

const TRAITS = new Map<string, Trait>([
  ["file", "file"],
  ["files", "file"],
  ["link", "link"],
  ["links", "link"],
  ["code", "code"],
])
