import { Hono } from "hono"
import type { SignedInEnv } from "../../sessions/session"
import { versionsOf, withRoomMessage } from "../message"
import { VERSIONS_FRAME } from "../view/message-item"
import { VersionsFrame, VersionsPage } from "./versions-page"

export const versions = new Hono<SignedInEnv>()

versions.get("/rooms/:room_id/messages/:id/versions", withRoomMessage, async (c) => {
  const { room, message } = c.var
  const history = await versionsOf(message)
  c.header("Vary", "Turbo-Frame")
  return c.html(
    c.req.header("turbo-frame") === VERSIONS_FRAME ? (
      <VersionsFrame versions={history} />
    ) : (
      <VersionsPage room={room} message={message} versions={history} viewer={c.var.user} />
    ),
  )
})
