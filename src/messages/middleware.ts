import type { Context } from "hono"
import { Forbidden, NotFound } from "../platform/http/errors"
import { type ReachedRoom, reachRoom } from "../rooms/room"
import type { SignedInEnv } from "../sessions/signed-in"
import { type Message, mayAdminister, reachRoomMessage } from "./message"

type InRoom = Context<SignedInEnv, "/rooms/:room_id">
type AtMessage = Context<SignedInEnv, "/rooms/:room_id/messages/:id">

/**
 * The room that the address names.
 *
 * @throws {NotFound} also when it is not theirs who ask
 */
export async function theRoom(c: InRoom): Promise<ReachedRoom> {
  const room = await reachRoom(c.var.user, c.req.param("room_id"))
  if (!room) throw new NotFound()
  return room
}

/** The message that the address names, with its room. */
export async function theMessage(c: AtMessage): Promise<{ room: ReachedRoom; message: Message }> {
  const room = await theRoom(c)
  const message = await reachRoomMessage(room, c.req.param("id"))
  if (!message) throw new NotFound()
  return { room, message }
}

/** The same, for whoever may change it. */
export async function ownMessage(c: AtMessage) {
  const found = await theMessage(c)
  if (!mayAdminister(c.var.user, found.message)) throw new Forbidden()
  return found
}
