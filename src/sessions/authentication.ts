import type { InferResult } from "kysely"
import type { Account } from "../accounts/account"
import { cache, textSize } from "../platform/cache/cache"
import { type Argument, type Micros, prepared, type Reader } from "../platform/database/database"
import { sign, verify } from "../platform/http/signed"
import { configureAppearance } from "../platform/ui/page/appearance"
import { setProfilesVersion, type User } from "../users/user"

const MEGABYTE = 1024 * 1024

export const SESSION_COOKIE = "session_token"

/** The session, user and account of a request, read in one query. */
export type SignedIn = {
  session: { id: number; user_id: number; last_active_at: Micros; ip_address: string | null }
  user: Pick<User, "id" | "name" | "role" | "bio" | "theme" | "sounds" | "updated_at">
  account: Pick<Account, "id" | "name" | "updated_at">
  /** The latest `users.updated_at`: a cache key for HTML that shows names and avatars. */
  people_updated_at: Micros
}

/** @param cookie the unverified value of the session cookie */
export async function signedInBy(cookie: string | undefined): Promise<SignedIn | null> {
  const token = sessionToken(cookie)
  if (token === null) return null
  const [row] = await sessionRow({ token })
  return row ? signedInFrom(row) : null
}

/** A key that changes with everything in `signedIn` that pages show. */
export const signedInKey = ({ session, user, account, people_updated_at }: SignedIn) =>
  `${session.id} ${user.id} ${user.updated_at} ${account.updated_at} ${people_updated_at}`

type SignedInRow = InferResult<ReturnType<typeof signedInRows>>[number]

/** The session, user and account in a row of `signedInRows`. */
export function signedInFrom(row: SignedInRow): SignedIn {
  const { session_id, last_active_at, ip_address } = row
  const people_updated_at = row.people_updated_at ?? 0
  setProfilesVersion(people_updated_at)
  configureAppearance({
    updated_at: row.account_updated_at,
    logo_id: row.logo_id,
    styled: Boolean(row.styled),
  })
  return {
    session: { id: session_id, user_id: row.user_id, last_active_at, ip_address },
    user: {
      id: row.user_id,
      name: row.user_name,
      role: row.role,
      bio: row.bio,
      theme: row.theme,
      sounds: row.sounds,
      updated_at: row.user_updated_at,
    },
    account: { id: row.account_id, name: row.account_name, updated_at: row.account_updated_at },
    people_updated_at,
  }
}

export const sessionCookie = (token: string) => sign("session", token)

const sessionRow = prepared((db, argument: Argument<{ token: string }>) =>
  signedInRows(db, argument("token")),
)

/** The query for `signedInFrom`; others extend it to read more in the same round trip. */
export const signedInRows = (db: Reader, token: string) =>
  db
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user_id")
    .innerJoin("accounts", (join) => join.onTrue())
    .where("sessions.token", "=", token)
    .where("users.status", "=", "active")
    .select([
      "sessions.id as session_id",
      "sessions.last_active_at",
      "sessions.ip_address",
      "users.id as user_id",
      "users.name as user_name",
      "users.role",
      "users.bio",
      "users.theme",
      "users.sounds",
      "users.updated_at as user_updated_at",
      "accounts.id as account_id",
      "accounts.name as account_name",
      "accounts.updated_at as account_updated_at",
      "accounts.logo_id",
    ])
    .select((row) => row("accounts.custom_styles", "is not", null).as("styled"))
    .select((row) =>
      row
        .selectFrom("users as people")
        .select((people) => people.fn.max("people.updated_at").as("latest"))
        .as("people_updated_at"),
    )

// Verifying a signature costs more than reading the session's row.
const tokens = cache<string>("session-tokens", { budget: 4 * MEGABYTE, size: textSize })

/** The token in a session cookie; null when its signature is not ours. */
export function sessionToken(cookie: string | undefined) {
  if (cookie === undefined) return null
  const cached = tokens.peek(cookie)
  if (cached !== undefined) return cached
  const token = verify("session", cookie)
  if (token !== null) tokens.set(cookie, token)
  return token
}
