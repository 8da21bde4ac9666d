import type { Context } from "hono"
import { createMiddleware } from "hono/factory"
import type { WebEnv } from "../platform/http/environment"
import { NotFound } from "../platform/http/errors"
import { flash } from "../platform/http/flash-cookie"
import type { RoomEnv } from "./load-room"
import { reachDirectRoom, type reachRoom, reachSharedRoom } from "./reach"

/** The response when the room does not exist or the user may not enter it. */
type Miss = (c: Context<RoomEnv>) => Response | Promise<Response>

/** Requires the room of a path `/rooms/:room_id/…`, which `loadRoom` has loaded through the user. */
export const withRoomOr = (miss: Miss) =>
  createMiddleware<RoomEnv>(async (c, next) => (c.get("room") ? next() : miss(c)))

/** A miss answers 404. */
export const withRoom = withRoomOr(() => {
  throw new NotFound()
})

/** For pages of open and closed rooms, `/rooms/opens/:id`: a miss redirects home with a notice. */
export const withSharedRoom = load(reachSharedRoom)

/** The same for `/rooms/directs/:id`. */
export const withDirectRoom = load(reachDirectRoom)

function load(reach: typeof reachRoom) {
  return createMiddleware<RoomEnv>(async (c, next) => {
    const room = await reach(c.var.user, c.req.param("id") ?? "")
    if (!room) return roomNotFound(c)
    c.set("room", room)
    await next()
  })
}

/** Redirects to the start page when the room is gone or not the user's. */
export function roomNotFound<E extends WebEnv>(c: Context<E>) {
  flash(c, { alert: "Room not found or inaccessible" })
  return c.redirect("/", c.req.method === "GET" ? 302 : 303)
}
