import { Hono } from "hono"
import { getCookie } from "hono/cookie"
import { takeFlash } from "../platform/http/flash-cookie"
import { respondWithFragments } from "../platform/http/respond"
import { unchangedResponse } from "../platform/http/response-cache"
import type { SignedInEnv } from "../sessions/session"
import { LAST_ROOM } from "./last-room"
import { NoRoomsPage } from "./page/no-rooms-page"
import { lastRoomOf, newestRoomOf } from "./room"
import { sidebarFragments, sidebarRooms } from "./sidebar/sidebar-view"

export const rooms = new Hono<SignedInEnv>()

rooms.get("/", async (c) => {
  const { user } = c.var
  const room = await lastRoomOf(user, getCookie(c, LAST_ROOM))
  return room
    ? c.redirect(`/rooms/${room.id}`)
    : c.html(<NoRoomsPage viewer={user} flash={takeFlash(c)} />)
})

rooms.get("/rooms", async (c) => {
  const room = await newestRoomOf(c.var.user)
  return c.redirect(room ? `/rooms/${room.id}` : "/")
})

export const sidebars = new Hono<SignedInEnv>()

sidebars.get("/users/me/sidebar", async (c) => {
  const viewed = c.var
  const rooms = await sidebarRooms(viewed.user)
  const state = `${viewed.state} ${rooms.key}`
  const unchanged = unchangedResponse(c, state)
  if (unchanged) return unchanged
  const fragments = await sidebarFragments(viewed, rooms)
  return respondWithFragments(c, fragments, { key: state, state, until: viewed.freshUntil })
})
