import { exactTerm, looseTerms, type Term, type Trait, withBeginning } from "../messages/message"
import { type Period, periodNamed } from "./period"

/** A message matches when it fulfills all conditions. */
export type Query = {
  terms: Term[]
  /** Names of authors; one has to match. */
  from: string[]
  /** Names of rooms; one has to match. */
  in: string[]
  has: Trait[]
  /** Posted before the start of each. */
  before: Period[]
  /** Posted after the end of each. */
  after: Period[]
  /** Posted within each. */
  on: Period[]
}

/** In code points. */
export const MAX_QUERY_LENGTH = 300
const MAX_TERMS = 32

/** Collapses white space and control characters and limits the length. */
export const normalizeQuery = (typed: string) =>
  [
    ...typed
      .toWellFormed()
      .replace(/[\p{Cc}\s\uFFFD]+/gu, " ")
      .trim()
      .slice(0, 2 * MAX_QUERY_LENGTH),
  ]
    .slice(0, MAX_QUERY_LENGTH)
    .join("")
    .trim()

/**
 * Parses the input of the search field. Never fails: an unknown operator or an invalid value is
 * read as words, and an unclosed quote is ignored.
 */
export function parseQuery(typed: string): Query {
  const query: Query = { terms: [], from: [], in: [], has: [], before: [], after: [], on: [] }
  let last = ""
  for (const [token, , quotedValue, phrase] of normalizeQuery(typed)
    .replace(QUOTES, '"')
    .matchAll(TOKEN)) {
    if (phrase !== undefined) {
      const term = exactTerm(phrase)
      if (term.phrase.length > 0) query.terms.push(term)
      last = ""
    } else if (!takeOperator(query, token, quotedValue)) {
      const terms = looseTerms(token)
      query.terms.push(...terms)
      if (terms.length > 0) last = token
    }
  }
  query.terms = withBeginning(query.terms, last).slice(0, MAX_TERMS)
  return query
}

/** Whether the query has no conditions, as one of signs only. */
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
