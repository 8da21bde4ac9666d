import type { Context } from "hono"
import type { WebEnv } from "../platform/http/environment"
import { flash } from "../platform/http/flash-cookie"

/** Whoever asks for a room that is not theirs, or not there any more, lands where they can go on. */
export function roomNotFound<E extends WebEnv>(c: Context<E>) {
  flash(c, { alert: "Room not found or inaccessible" })
  return c.redirect("/", c.req.method === "GET" ? 302 : 303)
}
