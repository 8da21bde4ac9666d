import { database } from "../platform/database/database"
import { fold } from "../platform/text/fold"
import { membershipsOf } from "../rooms/room"
import type { Query } from "./query"

type Named = { id: number; name: string }

/** Ids of the authors and rooms that a query names; null when it names none. */
export type Scope = {
  authors: number[] | null
  rooms: number[] | null
  /** Names in the query that match no user and no room of the user. */
  unknown: string[]
}

export async function scopeOf(user: { id: number }, query: Query): Promise<Scope> {
  const authors = query.from.length > 0 ? bestMatches(query.from, await allUsers(user)) : null
  const rooms = query.in.length > 0 ? bestMatches(query.in, await roomsOf(user)) : null
  return {
    authors: authors && idsOf(authors),
    rooms: rooms && idsOf(rooms),
    unknown: [...(authors ?? []), ...(rooms ?? [])]
      .filter(({ ids }) => ids.length === 0)
      .map(({ name }) => name),
  }
}

/** Includes deactivated users, because their messages stay. */
async function allUsers(user: { id: number }): Promise<Named[]> {
  const users = await database().selectFrom("users").select(["id", "name"]).execute()
  return [...users, { id: user.id, name: "me" }]
}

async function roomsOf(user: { id: number }): Promise<Named[]> {
  const memberships = await membershipsOf(user)
  return memberships.map(({ room }) => ({ id: room.id, name: room.own_name }))
}

type NameMatch = { name: string; ids: number[] }

const idsOf = (matches: NameMatch[]) => [...new Set(matches.flatMap(({ ids }) => ids))]

/** Splits the candidates' names once, because there can be thousands. */
function bestMatches(names: string[], all: Named[]): NameMatch[] {
  const candidates = all.map(({ id, name }) => ({ id, words: wordsOf(name) }))
  return [...new Set(names)].map((name) => ({ name, ids: bestMatch(wordsOf(name), candidates) }))
}

function bestMatch(wanted: string[], candidates: { id: number; words: string[] }[]): number[] {
  const ranked = candidates.map(({ id, words }) => ({ id, rank: rankOf(wanted, words) }))
  const best = ranked.reduce((least, { rank }) => Math.min(least, rank), Number.POSITIVE_INFINITY)
  return best === Number.POSITIVE_INFINITY
    ? []
    : ranked.filter(({ rank }) => rank === best).map(({ id }) => id)
}

/** 0 for the whole name, 1 for whole words of it, 2 for prefixes of its words, else infinity. */
function rankOf(wanted: string[], name: string[]) {
  if (wanted.length === 0) return Number.POSITIVE_INFINITY
  if (wanted.join(" ") === name.join(" ")) return 0
  if (wanted.every((word) => name.includes(word))) return 1
  if (wanted.every((word) => name.some((part) => part.startsWith(word)))) return 2
  return Number.POSITIVE_INFINITY
}

const wordsOf = (name: string) => fold(name).match(/[\p{L}\p{N}]+/gu) ?? []
