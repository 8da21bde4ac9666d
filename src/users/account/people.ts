import { sql } from "kysely"
import { database } from "../../platform/database/database"
import { fold } from "../../platform/text/fold"
import type { User } from "../table"

export const PEOPLE_PAGE = 500

export type ListedPerson = Pick<
  User,
  "id" | "name" | "bio" | "role" | "status" | "email_address" | "created_at" | "updated_at"
> & {
  /** Whether a divider precedes this row: the first member after the administrators. */
  begins_members: boolean
}

/** `page` counts from 1. */
export type PeopleQuery = { filter?: string; page: number }

/**
 * A page of users without bots: administrators first, then by name. Administrators see banned
 * users, too.
 */
export async function listPeople(viewer: { role: string }, { filter, page }: PeopleQuery) {
  const start = (page - 1) * PEOPLE_PAGE
  // One row before the page tells whether the page begins with the first member.
  const before = Math.min(start, 1)
  const limit = before + PEOPLE_PAGE + 1
  const rows = filter
    ? (await usersNamed(filter, viewer)).slice(start - before, start - before + limit)
    : await people(viewer)
        .offset(start - before)
        .limit(limit)
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

// SQLite's lower() handles ASCII only, so names are compared here.
async function usersNamed(filter: string, viewer: { role: string }) {
  const folded = fold(filter)
  const users = await people(viewer).execute()
  return users.filter(({ name }) => fold(name).includes(folded))
}

function people(viewer: { role: string }) {
  const statuses: User["status"][] =
    viewer.role === "administrator" ? ["active", "banned"] : ["active"]
  return database()
    .selectFrom("users")
    .select(["id", "name", "bio", "role", "status", "email_address", "created_at", "updated_at"])
    .where("role", "<>", "bot")
    .where("status", "in", statuses)
    .orderBy(sql`case role when 'administrator' then 0 else 1 end`)
    .orderBy(sql`lower(name)`)
    .orderBy("id")
}
