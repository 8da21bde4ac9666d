import { Hono } from "hono"
import { handleError } from "../../platform/http/error-handler"
import type { SignedInEnv } from "../../sessions/signed-in"
import { roomNotFound } from "../not-found"
import { RoomGone, reachDirectRoom, removeRoom } from "../room"
import { peopleIn } from "./direct-people"
import { DirectSettingsPage } from "./direct-settings-page"

/** What becomes of a ping once it is there: any of its people may look after it. */
export const directSettings = new Hono<SignedInEnv>()

directSettings.onError((error, c) =>
  error instanceof RoomGone ? roomNotFound(c) : handleError(error, c),
)

directSettings.get("/rooms/directs/:id", async (c) => {
  const room = await reachDirectRoom(c.var.user, c.req.param("id"))
  return room ? c.redirect(`/rooms/${room.id}`) : roomNotFound(c)
})

directSettings.get("/rooms/directs/:id/edit", async (c) => {
  const room = await reachDirectRoom(c.var.user, c.req.param("id"))
  if (!room) return roomNotFound(c)
  const people = await peopleIn({ room_id: room.id })
  return c.html(<DirectSettingsPage room={room} people={people} viewer={c.var.user} />)
})

directSettings.delete("/rooms/directs/:id", async (c) => {
  const room = await reachDirectRoom(c.var.user, c.req.param("id"))
  if (!room) return roomNotFound(c)
  await removeRoom(room, c.var.user, c.env.device.ip_address)
  return c.redirect("/", 303)
})
