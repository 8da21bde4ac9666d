import { Hono } from "hono"
import { renderAcrossRooms, withMessage } from "../messages/message"
import { rowId, typed } from "../platform/http/form"
import { answerStream, turboStream } from "../platform/http/turbo-stream"
import { domId } from "../platform/ui/dom-id"
import { wayBack } from "../platform/ui/go-back"
import { withRoom } from "../rooms/room"
import type { SignedInEnv } from "../sessions/session"
import { rateLimit } from "../users/user"
import { SavedPage, SavingPage } from "./page"
import { isSaved, savedBy, savedIn, saveMessage, unsaveMessage } from "./save"
import { SavingFrame } from "./saving-frame"

export const saves = new Hono<SignedInEnv>()

saves.get("/users/me/saved", async (c) => {
  const saved = await savedBy(c.var.user, rowId(c.req.query("before") ?? ""))
  const rendered = await renderAcrossRooms(saved.list)
  return c.html(
    <SavedPage saved={saved} rendered={rendered} viewer={c.var.user} back={wayBack(c)} />,
  )
})

/** The ids of the user's saved messages in the room: the browser marks them. */
saves.get("/rooms/:room_id/saved", withRoom, async (c) => {
  return c.json(await savedIn(c.var.user, c.var.room))
})

saves.get("/messages/:message_id/save", withMessage, async (c) => {
  const { message, user } = c.var
  const saved = await isSaved(user, message)
  c.header("Vary", "Turbo-Frame")
  return c.html(
    c.req.header("turbo-frame") ? (
      <SavingFrame id={message.id} client_message_id={message.client_message_id} saved={saved} />
    ) : (
      <SavingPage message={message} saved={saved} viewer={user} />
    ),
  )
})

saves.post("/messages/:message_id/save", withMessage, async (c) => {
  const { message } = c.var
  await rateLimit(c.var.user, "save")
  await saveMessage(c.var.user, message)
  return c.redirect(`/messages/${message.id}/save`)
})

saves.delete("/messages/:message_id/save", withMessage, async (c) => {
  const { message } = c.var
  await rateLimit(c.var.user, "save")
  await unsaveMessage(c.var.user, message)
  if (typed(c, "listed") === undefined) return c.redirect(`/messages/${message.id}/save`, 303)
  return (
    answerStream(c, turboStream("remove", domId("message", message.id, "saved"))) ??
    c.redirect("/users/me/saved", 303)
  )
})
