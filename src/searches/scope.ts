import { database } from "../database/database"
import { membershipsOf } from "../rooms/memberships-of"
import { fold } from "../rooms/switcher-match"
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
  const authors = query.from.length > 0 ? await everybody(person) : []
  const rooms = query.in.length > 0 ? await roomsOf(person) : []
  const unknown = [...unnamed(query.from, authors), ...unnamed(query.in, rooms)]
  return {
    authors: query.from.length > 0 ? named(query.from, authors) : null,
    rooms: query.in.length > 0 ? named(query.in, rooms) : null,
    unknown,
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

const named = (names: string[], all: Named[]) => [
  ...new Set(names.flatMap((name) => bestFits(name, all))),
]

const unnamed = (names: string[], all: Named[]) =>
  names.filter((name) => bestFits(name, all).length === 0)

/** Those who fit best: by the whole name, by whole words of it, or by the beginnings of its words. */
function bestFits(asked: string, all: Named[]): number[] {
  const words = wordsOf(asked)
  const fits = all.map(({ id, name }) => ({ id, place: fit(words, wordsOf(name)) }))
  const best = Math.min(...fits.map(({ place }) => place))
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
