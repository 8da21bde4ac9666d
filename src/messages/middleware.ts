import type { MiddlewareHandler } from "hono"
import { every } from "hono/combine"
import { createMiddleware } from "hono/factory"
import { Forbidden, NotFound } from "../platform/http/errors"
import { type RoomEnv, reachRoom, withRoom } from "../rooms/room"
import type { SignedInEnv } from "../sessions/session"
import { mayChange } from "../users/user"
import { reachMessage, reachRoomMessage } from "./reach"
import type { Message } from "./table"

/** The environment of routes behind `withMessage`. */
export type MessageEnv = {
  Bindings: SignedInEnv["Bindings"]
  Variables: SignedInEnv["Variables"] & { message: Message }
}

export type RoomMessageEnv = {
  Bindings: SignedInEnv["Bindings"]
  Variables: RoomEnv["Variables"] & MessageEnv["Variables"]
}

/** Loads the message of a path `/messages/:message_id/…` through the current user, or answers 404. */
export const withMessage = createMiddleware<MessageEnv>(async (c, next) => {
  const message = await reachMessage(c.var.user, c.req.param("message_id") ?? "")
  if (!message) throw new NotFound()
  c.set("message", message)
  await next()
})

/**
 * Loads the room and the message of a path `/rooms/:room_id/messages/:id/…`, or answers 404. For a
 * reply in a thread of that room, it loads the thread.
 */
export const withRoomMessage: MiddlewareHandler<RoomMessageEnv> = every(
  withRoom,
  createMiddleware<RoomMessageEnv>(async (c, next) => {
    const message = await reachRoomMessage(c.var.room, c.req.param("id") ?? "")
    if (!message) throw new NotFound()
    if (message.room_id !== c.var.room.id) {
      const room = await reachRoom(c.var.user, String(message.room_id))
      if (!room) throw new NotFound()
      c.set("room", room)
    }
    c.set("message", message)
    await next()
  }),
)

/** Requires the loaded message's author or an administrator; answers 403 to others. */
export const requireAuthor = createMiddleware<MessageEnv>(async (c, next) => {
  if (!mayChange(c.var.user, c.var.message)) throw new Forbidden()
  await next()
})
