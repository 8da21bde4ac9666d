import { type Context, Hono } from "hono"
import { renderAcrossRooms } from "../messages/list/across-rooms"
import { reachMessage } from "../messages/message"
import { NotFound } from "../platform/http/errors"
import { typed } from "../platform/http/form"
import { rowId } from "../platform/http/row-id"
import { answerStream, turboStream } from "../platform/http/turbo-stream"
import { wayBack } from "../platform/ui/go-back"
import { reachRoom } from "../rooms/room"
import type { SignedInEnv } from "../sessions/signed-in"
import { rateLimit } from "../users/user"
import { SavedPage } from "./page"
import { isSaved, savedBy, savedIn, saveMessage, unsaveMessage } from "./save"
import { SavingFrame } from "./saving-frame"

/** What somebody keeps for later; nobody else hears of it. */
export const saves = new Hono<SignedInEnv>()

saves.get("/users/me/saved", async (c) => {
  const saved = await savedBy(c.var.user, rowId(c.req.query("before") ?? ""))
  const drawn = await renderAcrossRooms(saved.list, c.env.origin)
  return c.html(<SavedPage saved={saved} drawn={drawn} viewer={c.var.user} back={wayBack(c)} />)
})

/** Which of the room's messages they have saved, for the browser to mark. */
saves.get("/rooms/:room_id/saved", async (c) => {
  const room = await reachRoom(c.var.user, c.req.param("room_id"))
  if (!room) throw new NotFound()
  return c.json(await savedIn(c.var.user, room))
})

saves.get("/messages/:message_id/save", async (c) => {
  const { id, client_message_id } = await theMessage(c)
  const saved = await isSaved(c.var.user, { id })
  return c.html(<SavingFrame id={id} client_message_id={client_message_id} saved={saved} />)
})

saves.post("/messages/:message_id/save", async (c) => {
  const message = await theMessage(c)
  await rateLimit(c.var.user, "save")
  await saveMessage(c.var.user, message)
  return c.redirect(`/messages/${message.id}/save`)
})

saves.delete("/messages/:message_id/save", async (c) => {
  const message = await theMessage(c)
  await rateLimit(c.var.user, "save")
  await unsaveMessage(c.var.user, message)
  if (typed(c, "listed") === undefined) return c.redirect(`/messages/${message.id}/save`, 303)
  return (
    answerStream(c, turboStream("remove", `saved_message_${message.id}`)) ??
    c.redirect("/users/me/saved", 303)
  )
})

async function theMessage(c: Context<SignedInEnv, "/messages/:message_id">) {
  const message = await reachMessage(c.var.user, c.req.param("message_id"))
  if (!message) throw new NotFound()
  return message
}
