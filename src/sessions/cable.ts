import type { Identity } from "../platform/cable/cable"
import { database } from "../platform/database/database"
import { SESSION_COOKIE, signedInBy } from "./authentication"

/** Identifies the user of a WebSocket upgrade by the session cookie. */
export async function authenticate(request: Request): Promise<Identity | null> {
  const cookie = new Bun.CookieMap(request.headers.get("cookie") ?? "").get(SESSION_COOKIE)
  const signedIn = await signedInBy(cookie ?? undefined)
  return signedIn && { user_id: signedIn.user.id, session_id: signedIn.session.id }
}

/** Whether the user is still active and their session still exists. */
export async function authorize({ user_id, session_id }: Identity) {
  const active = await database()
    .selectFrom("users")
    .leftJoin("sessions", (join) =>
      join.onRef("sessions.user_id", "=", "users.id").on("sessions.id", "=", session_id ?? 0),
    )
    .select("sessions.id as session_id")
    .where("users.id", "=", user_id)
    .where("users.status", "=", "active")
    .executeTakeFirst()
  return active !== undefined && active.session_id === session_id
}
