import { type Context, Hono } from "hono"
import { reachMessage } from "../messages/message"
import { renderMessages } from "../messages/view/message-view"
import { NotFound } from "../platform/http/errors"
import { answerStream } from "../platform/http/turbo-stream"
import { reachRoom } from "../rooms/room"
import type { SignedInEnv } from "../sessions/signed-in"
import { rateLimit } from "../users/user"
import { PinsFrame, PinsPage } from "./page"
import { PINS_FRAME } from "./parts"
import { pinMessage, pinnedIn, unpinMessage } from "./pin"

/** What a room keeps at hand, for everybody in it. */
export const pins = new Hono<SignedInEnv>()

pins.get("/rooms/:room_id/pins", async (c) => {
  const room = await reachRoom(c.var.user, c.req.param("room_id"))
  if (!room) throw new NotFound()
  const list = await pinnedIn(room)
  const drawn = await renderMessages(list, room.display_name, c.env.origin)
  c.header("Vary", "Turbo-Frame")
  return c.html(
    c.req.header("turbo-frame") === PINS_FRAME ? (
      <PinsFrame pins={list} drawn={drawn} />
    ) : (
      <PinsPage room={room} pins={list} drawn={drawn} viewer={c.var.user} />
    ),
  )
})

pins.post("/messages/:message_id/pin", async (c) => {
  const message = await theMessage(c)
  await rateLimit(c.var.user, "pin")
  const streams = await pinMessage(message, c.var.user)
  return answerStream(c, streams) ?? c.redirect(`/rooms/${message.room_id}/pins`)
})

pins.delete("/messages/:message_id/pin", async (c) => {
  const message = await theMessage(c)
  await rateLimit(c.var.user, "pin")
  const streams = await unpinMessage(message)
  return answerStream(c, streams) ?? c.redirect(`/rooms/${message.room_id}/pins`, 303)
})

async function theMessage(c: Context<SignedInEnv, "/messages/:message_id">) {
  const message = await reachMessage(c.var.user, c.req.param("message_id"))
  if (!message) throw new NotFound()
  return message
}
