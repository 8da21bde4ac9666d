import { Hono } from "hono"
import { renderAcrossRooms, withMessage } from "../messages/message"
import { answerStream } from "../platform/http/turbo-stream"
import { withRoom } from "../rooms/room"
import type { SignedInEnv } from "../sessions/session"
import { rateLimit } from "../users/user"
import { PinsFrame, PinsPage } from "./page"
import { PINS_FRAME } from "./parts"
import { pinMessage, pinnedIn, unpinMessage } from "./pin"

export const pins = new Hono<SignedInEnv>()

pins.get("/rooms/:room_id/pins", withRoom, async (c) => {
  const { room } = c.var
  const list = await pinnedIn({ id: room.access_room_id })
  const rendered = await renderAcrossRooms(list)
  c.header("Vary", "Turbo-Frame")
  return c.html(
    c.req.header("turbo-frame") === PINS_FRAME ? (
      <PinsFrame pins={list} rendered={rendered} />
    ) : (
      <PinsPage room={room} pins={list} rendered={rendered} viewer={c.var.user} />
    ),
  )
})

pins.post("/messages/:message_id/pin", withMessage, async (c) => {
  const { message } = c.var
  await rateLimit(c.var.user, "pin")
  const streams = await pinMessage(message, c.var.user)
  return answerStream(c, streams) ?? c.redirect(`/rooms/${message.room_id}/pins`)
})

pins.delete("/messages/:message_id/pin", withMessage, async (c) => {
  const { message } = c.var
  await rateLimit(c.var.user, "pin")
  const streams = await unpinMessage(message)
  return answerStream(c, streams) ?? c.redirect(`/rooms/${message.room_id}/pins`, 303)
})
