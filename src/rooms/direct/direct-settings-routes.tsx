import { Hono } from "hono"
import { handleError } from "../../platform/http/error-handler"
import type { SignedInEnv } from "../../sessions/session"
import { roomNotFound } from "../middleware"
import { RoomGone, removeRoom, withDirectRoom } from "../room"
import { peopleIn } from "./direct-people"
import { DirectSettingsPage } from "./direct-settings-page"

/** Settings of a direct room. Each of its members may change and remove it. */
export const directSettings = new Hono<SignedInEnv>()

directSettings.onError((error, c) =>
  error instanceof RoomGone ? roomNotFound(c) : handleError(error, c),
)

directSettings.get("/rooms/directs/:id", withDirectRoom, (c) =>
  c.redirect(`/rooms/${c.var.room.id}`),
)

directSettings.get("/rooms/directs/:id/edit", withDirectRoom, async (c) => {
  const { room } = c.var
  const people = await peopleIn({ room_id: room.id })
  return c.html(<DirectSettingsPage room={room} people={people} viewer={c.var.user} />)
})

directSettings.delete("/rooms/directs/:id", withDirectRoom, async (c) => {
  const { room } = c.var
  await removeRoom(room, c.var.user, c.env.device.ip_address)
  return c.redirect("/", 303)
})
