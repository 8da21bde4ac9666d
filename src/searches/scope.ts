import { database } from "../platform/database/database"
import { membershipsOf } from "../rooms/memberships/memberships-of"
import { fold } from "../rooms/switcher/switcher-match"
import type { Query } from "./query"

type Named = { id: number; name: string }

/** Whom and which rooms a query names; null where it names none, and so means all. */
export type Scope = {
  authors: number[] | null
  rooms: number[] | null
  /** Names in the query that nobody has, or no room that its asker is in. */
  unknown: string[]
}

export async function scopeOf(person: { id: number }, query: Query): Promise<Scope> {
  const authors = query.from.length > 0 ? bestFits(query.from, await everybody(person)) : null
  const rooms = query.in.length > 0 ? bestFits(query.in, await roomsOf(person)) : null
  return {
    authors: authors && idsOf(authors),
    rooms: rooms && idsOf(rooms),
    unknown: [...(authors ?? []), ...(rooms ?? [])]
      .filter(({ ids }) => ids.length === 0)
      .map(({ asked }) => asked),
  }
}

/** Also those who have left: what they said stays. */
async function everybody(person: { id: number }): Promise<Named[]> {
  const people = await database().selectFrom("users").select(["id", "name"]).execute()
  return [...people, { id: person.id, name: "me" }]
}

async function roomsOf(person: { id: number }): Promise<Named[]> {
  const memberships = await membershipsOf(person)
  return memberships.map(({ room }) => ({ id: room.id, name: room.own_name }))
}

type Fits = { asked: string; ids: number[] }

const idsOf = (fits: Fits[]) => [...new Set(fits.flatMap(({ ids }) => ids))]

/** For each name those whom it fits best; all there are may be many, and are taken apart once. */
function bestFits(names: string[], all: Named[]): Fits[] {
  const known = all.map(({ id, name }) => ({ id, words: wordsOf(name) }))
  return [...new Set(names)].map((asked) => ({ asked, ids: bestFit(wordsOf(asked), known) }))
}

/** Those who fit best: by the whole name, by whole words of it, or by the beginnings of its words. */
function bestFit(asked: string[], all: { id: number; words: string[] }[]): number[] {
  const fits = all.map(({ id, words }) => ({ id, place: fit(asked, words) }))
  const best = fits.reduce((least, { place }) => Math.min(least, place), Number.POSITIVE_INFINITY)
  return best === Number.POSITIVE_INFINITY
    ? []
    : fits.filter(({ place }) => place === best).map(({ id }) => id)
}

function fit(asked: string[], name: string[]) {
  if (asked.length === 0) return Number.POSITIVE_INFINITY
  if (asked.join(" ") === name.join(" ")) return 0
  if (asked.every((word) => name.includes(word))) return 1
  if (asked.every((word) => name.some((one) => one.startsWith(word)))) return 2
  return Number.POSITIVE_INFINITY
}

const wordsOf = (name: string) => fold(name).match(/[\p{L}\p{N}]+/gu) ?? []
