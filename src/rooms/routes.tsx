import { Hono } from "hono"
import { getCookie } from "hono/cookie"
import { takeFlash } from "../platform/http/flash-cookie"
import type { SignedInEnv } from "../sessions/signed-in"
import { LAST_ROOM } from "./last-room"
import { NoRoomsPage } from "./page/no-rooms-page"
import { lastRoomOf, newestRoomOf } from "./room"

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
