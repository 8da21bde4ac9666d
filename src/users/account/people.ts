import { sql } from "kysely"
import { database } from "../../platform/database/database"
import type { User } from "../table"

export const PEOPLE_PAGE = 500

export type ListedPerson = Pick<User, "id" | "name" | "bio" | "role" | "status" | "updated_at"> & {
  /** The first member behind the administrators, who stand apart. */
  begins_members: boolean
}

/** Which people, and which of their pages, from 1. */
export type PeopleQuery = { filter?: string; page: number }

/** Everybody on the account but bots: administrators first, then by name; the banned for administrators. */
export async function listPeople(viewer: { role: string }, { filter, page }: PeopleQuery) {
  const start = (page - 1) * PEOPLE_PAGE
  const before = Math.min(start, 1)
  const wanted = before + PEOPLE_PAGE + 1
  const rows = filter
    ? (await named(filter, viewer)).slice(start - before, start - before + wanted)
    : await people(viewer)
        .offset(start - before)
        .limit(wanted)
        .execute()
  const listed = rows.map(
    (person, index): ListedPerson => ({
      ...person,
      begins_members: person.role === "member" && rows[index - 1]?.role === "administrator",
    }),
  )
  return {
    people: listed.slice(before, before + PEOPLE_PAGE),
    next: listed.length > before + PEOPLE_PAGE ? page + 1 : null,
  }
}

// SQLite knows capitals in ASCII alone, and people do not.
async function named(filter: string, viewer: { role: string }) {
  const sought = filter.toLowerCase()
  const everybody = await people(viewer).execute()
  return everybody.filter(({ name }) => name.toLowerCase().includes(sought))
}

function people(viewer: { role: string }) {
  const statuses: User["status"][] =
    viewer.role === "administrator" ? ["active", "banned"] : ["active"]
  return database()
    .selectFrom("users")
    .select(["id", "name", "bio", "role", "status", "updated_at"])
    .where("role", "<>", "bot")
    .where("status", "in", statuses)
    .orderBy(sql`case role when 'administrator' then 0 else 1 end`)
    .orderBy(sql`lower(name)`)
    .orderBy("id")
}
