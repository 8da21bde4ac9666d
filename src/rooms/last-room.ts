import type { Context } from "hono"
import { getCookie } from "hono/cookie"
import type { WebEnv } from "../platform/http/environment"

export const LAST_ROOM = "last_room"

const TWENTY_YEARS = 630_720_000

/** The room that this browser opened last. */
export function rememberRoom<E extends WebEnv>(c: Context<E>, room: { id: number }) {
  if (getCookie(c, LAST_ROOM) === String(room.id)) return
  c.header("Set-Cookie", `${LAST_ROOM}=${room.id}; Path=/; Max-Age=${TWENTY_YEARS}; SameSite=Lax`, {
    append: true,
  })
}
