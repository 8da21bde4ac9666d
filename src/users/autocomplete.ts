import { cache, textSize } from "../platform/cache/cache"
import { database, type Micros } from "../platform/database/database"
import { fold } from "../platform/text/fold"
import { avatarPath } from "./avatars/avatar"
import { type Mentionable, mentionSgid } from "./mention"
import { groupNamesakes, type Namesake } from "./namesakes"

const PAGE = 20
const MEGABYTE = 1024 * 1024

/** `folded`: the name without case and accents. */
type IndexedUser = Mentionable & Namesake

type Directory = {
  people: IndexedUser[]
  /** Each group of people with one name, by its name. */
  namesakes: Map<string, Namesake[]>
}

export type Suggestion = { name: string; value: number; avatar_url: string; sgid: string }

/**
 * A page of the active users whose name contains `query`, by name. Ignores case and accents.
 *
 * @param among restricts the result to these user ids
 */
export async function suggestPeople(
  { query, page, among }: { query: string; page: number; among?: Set<number> },
  people_updated_at: Micros,
) {
  const needle = fold(query.trim())
  const { people } = await activeUsers(people_updated_at)
  const found = people.filter(
    ({ id, folded }) => folded.includes(needle) && (among?.has(id) ?? true),
  )
  const onPage = found.slice((page - 1) * PAGE, page * PAGE)
  return {
    total: found.length,
    more: found.length > page * PAGE,
    suggestions: onPage.map(suggestion),
  }
}

/**
 * Active members of a room to mention: first names that start with `filter`, then names with a
 * later word that does, then names that contain it.
 *
 * @param among the user ids of the room's members
 */
export async function suggestMentions(
  { filter, among }: { filter: string; among: Set<number> },
  people_updated_at: Micros,
) {
  const { people: users } = await activeUsers(people_updated_at)
  const members = users.filter(({ id }) => among.has(id))
  const needle = fold(filter).trimEnd()
  const found = /^\s/.test(filter) ? [] : members.filter(({ folded }) => folded.includes(needle))
  const ranked = Map.groupBy(found, (person) => rank(person, needle))
  const people = RANKS.flatMap((place) => ranked.get(place) ?? [])
  return { members: members.length, people: people.slice(0, PAGE) }
}

/** The groups of active people with one name to which `people` belong. */
export async function namesakesOf(
  people: { id: number; name: string }[],
  people_updated_at: Micros,
) {
  const { namesakes } = await activeUsers(people_updated_at)
  if (namesakes.size === 0) return []
  const names = new Set(people.map(({ name }) => fold(name)))
  return [...names]
    .flatMap((name) => [namesakes.get(name) ?? []])
    .filter((group) => group.length > 0)
}

/** Whether `name` starts with `filter`, ignoring case and accents. */
export const begins = (name: string, filter: string) => fold(name).startsWith(fold(filter))

const RANKS = [0, 1, 2] as const

function rank({ folded }: IndexedUser, needle: string): (typeof RANKS)[number] {
  if (folded.startsWith(needle)) return 0
  return folded.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(needle)) ? 1 : 2
}

const suggestion = (person: IndexedUser): Suggestion => ({
  name: Bun.escapeHTML(person.name),
  value: person.id,
  avatar_url: avatarPath(person),
  sgid: mentionSgid(person),
})

// Every keystroke sends a request, so the folded names are cached until a profile changes.
const directory = cache<Directory>("people", {
  budget: 16 * MEGABYTE,
  size: ({ people }) =>
    people.reduce(
      (sum, { name, bio, email_address }) =>
        sum + 2 * textSize(name + bio) + textSize(email_address ?? ""),
      0,
    ),
})

const activeUsers = (people_updated_at: Micros) =>
  directory.load(String(people_updated_at), loadActiveUsers)

async function loadActiveUsers(): Promise<Directory> {
  const rows = await database()
    .selectFrom("users")
    .select(["id", "name", "bio", "role", "email_address", "created_at", "updated_at"])
    .where("status", "=", "active")
    .execute()
  const people = rows
    .map((row) => ({ ...row, folded: fold(row.name) }))
    .sort((a, b) => compare(a.name, b.name) || a.id - b.id)
  return { people, namesakes: groupNamesakes(people) }
}

const { compare } = new Intl.Collator("en", { sensitivity: "base" })
