import { database, type Micros } from "../platform/database/database"
import { avatarPath } from "./avatars/avatar"
import { type Mentionable, mentionSgid } from "./mention"

const AT_ONCE = 20

type Listed = Mentionable & { folded: string }

export type Suggestion = { name: string; value: number; avatar_url: string; sgid: string }

/**
 * Active people whose name contains `query`, by name, a page at a time. Capitals and accents make
 * no difference.
 *
 * @param people_updated_at when anybody here last changed
 * @param among ids of those that count, when not all do
 */
export async function suggestPeople(
  { query, page, among }: { query: string; page: number; among?: Set<number> },
  people_updated_at: Micros,
) {
  const wanted = fold(query.trim())
  const people = await activePeople(people_updated_at)
  const found = people.filter(
    ({ id, folded }) => folded.includes(wanted) && (among?.has(id) ?? true),
  )
  const shown = found.slice((page - 1) * AT_ONCE, page * AT_ONCE)
  return {
    total: found.length,
    more: found.length > page * AT_ONCE,
    suggestions: shown.map(suggestion),
  }
}

/**
 * Active people to mention, of those who are in a room: whoever's name starts with `filter`, then
 * those of whom a later word does, then the rest who have it anywhere.
 *
 * @param among the ids of the room's people
 */
export async function suggestMentions(
  { filter, among }: { filter: string; among: Set<number> },
  people_updated_at: Micros,
) {
  const everybody = await activePeople(people_updated_at)
  const members = everybody.filter(({ id }) => among.has(id))
  const wanted = fold(filter).trimEnd()
  const found = members
    .filter(({ folded }) => !/^\s/.test(filter) && folded.includes(wanted))
    .toSorted((a, b) => rank(a, wanted) - rank(b, wanted))
  return { members: members.length, people: found.slice(0, AT_ONCE) }
}

/** Whether a name is what somebody has begun to type. */
export const begins = (name: string, filter: string) => fold(name).startsWith(fold(filter))

function rank({ folded }: Listed, wanted: string) {
  if (folded.startsWith(wanted)) return 0
  return folded.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted)) ? 1 : 2
}

const suggestion = (person: Listed): Suggestion => ({
  name: Bun.escapeHTML(person.name),
  value: person.id,
  avatar_url: avatarPath(person),
  sgid: mentionSgid(person),
})

// Letters are typed one after the other, and each asks again.
let kept: { people_updated_at: Micros; people: Listed[] } | undefined

async function activePeople(people_updated_at: Micros) {
  if (kept?.people_updated_at === people_updated_at) return kept.people
  const rows = await database()
    .selectFrom("users")
    .select(["id", "name", "bio", "updated_at"])
    .where("status", "=", "active")
    .execute()
  const people = rows
    .map((row) => ({ ...row, folded: fold(row.name) }))
    .sort((a, b) => compare(a.name, b.name) || a.id - b.id)
  kept = { people_updated_at, people }
  return people
}

const { compare } = new Intl.Collator("en", { sensitivity: "base" })

const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
