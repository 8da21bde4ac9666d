import { Hono } from "hono"
import { NotFound } from "../../platform/http/errors"
import type { SignedInEnv } from "../../sessions/signed-in"
import { reachRoom } from "../reach"
import { markRead } from "./reading"

export const readings = new Hono<SignedInEnv>()

/** Somebody says that they are done with a room, without leaving it. */
readings.post("/rooms/:room_id/reading", async (c) => {
  const room = await reachRoom(c.var.user, c.req.param("room_id"))
  if (!room) throw new NotFound()
  await markRead({ id: room.membership.id, room_id: room.id, user_id: c.var.user.id })
  return c.body(null, 204)
})
