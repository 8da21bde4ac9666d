import { database, type Micros } from "../database/database"
import { sign } from "../web/signed"
import { avatarPath } from "./avatar"

const AT_ONCE = 20

type Listed = { id: number; name: string; updated_at: Micros; folded: string }

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

const suggestion = (person: Listed): Suggestion => ({
  name: Bun.escapeHTML(person.name),
  value: person.id,
  avatar_url: avatarPath(person),
  sgid: sign("mention", String(person.id)),
})

// Letters are typed one after the other, and each asks again.
let kept: { people_updated_at: Micros; people: Listed[] } | undefined

async function activePeople(people_updated_at: Micros) {
  if (kept?.people_updated_at === people_updated_at) return kept.people
  const rows = await database()
    .selectFrom("users")
    .select(["id", "name", "updated_at"])
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
