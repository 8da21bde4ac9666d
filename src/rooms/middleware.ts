import type { Context } from "hono"
import { createMiddleware } from "hono/factory"
import type { WebEnv } from "../platform/http/environment"
import { NotFound } from "../platform/http/errors"
import { flash } from "../platform/http/flash-cookie"
import type { SignedInEnv } from "../sessions/session"
import { type ReachedRoom, reachDirectRoom, reachRoom, reachSharedRoom } from "./reach"

/** The environment of routes behind `withRoom`. */
export type RoomEnv = {
  Bindings: SignedInEnv["Bindings"]
  Variables: SignedInEnv["Variables"] & { room: ReachedRoom }
}

/** The response when the room does not exist or the user may not enter it. */
type Miss = (c: Context<RoomEnv>) => Response | Promise<Response>

/** Loads the room of a path `/rooms/:room_id/…` through the current user. A miss answers 404. */
export const withRoom = load(reachRoom, "room_id", () => {
  throw new NotFound()
})

export const withRoomOr = (miss: Miss) => load(reachRoom, "room_id", miss)

/** For pages of open and closed rooms, `/rooms/opens/:id`: a miss redirects home with a notice. */
export const withSharedRoom = load(reachSharedRoom, "id", roomNotFound)

/** The same for `/rooms/directs/:id`. */
export const withDirectRoom = load(reachDirectRoom, "id", roomNotFound)

function load(reach: typeof reachRoom, param: "room_id" | "id", miss: Miss) {
  return createMiddleware<RoomEnv>(async (c, next) => {
    const room = await reach(c.var.user, c.req.param(param) ?? "")
    if (!room) return miss(c)
    c.set("room", room)
    await next()
  })
}

/** Redirects to the start page when the room is gone or not the user's. */
export function roomNotFound<E extends WebEnv>(c: Context<E>) {
  flash(c, { alert: "Room not found or inaccessible" })
  return c.redirect("/", c.req.method === "GET" ? 302 : 303)
}
