import type { Context } from "hono"
import { isMultipart, receiveForm } from "../platform/files/file"
import { flash } from "../platform/http/flash-cookie"
import { parse } from "../platform/http/form"
import { streamBody } from "../platform/http/request-body"
import { TURBO_STREAM } from "../platform/http/turbo-stream"
import { type ReachedRoom, type RoomEnv, RoomGone, withRoomOr } from "../rooms/room"
import type { SignedInEnv } from "../sessions/session"
import { RoomDeleted } from "./composer/composer"
import { MessageForm } from "./forms"
import { submitMessage } from "./submit"

/** Middleware for routes whose form may contain a file. */
export const streamFile = streamBody(/^multipart\/form-data\b/i)

// The composer's own frame shows that the room was removed.
export function answerRoomGone(error: Error, c: Context<SignedInEnv>) {
  if (error instanceof RoomGone) return c.html(<RoomDeleted />, 404)
  throw error
}

export const withRoomToPostIn = withRoomOr(() => {
  throw new RoomGone("This room was deleted.")
})

/** @param path where a browser without scripts is redirected */
export async function createMessage(c: Context<RoomEnv>, room: ReachedRoom, path: string) {
  const { user } = c.var
  await using form = await receiveFile(c)
  const draft = { ...parse(c, MessageForm).message, file: form?.file }
  const { stream, notice } = await submitMessage(room, user, draft)
  if (wantsStream(c)) return c.body(stream, 200, { "Content-Type": TURBO_STREAM })
  if (notice) flash(c, { notice })
  return c.redirect(path)
}

/** Streams the form's file to disk and keeps the other fields as the request's form. */
async function receiveFile(c: Context<RoomEnv>) {
  if (c.env.form || !isMultipart(c.req.raw)) return null
  const form = await receiveForm(c.req.raw, "message[attachment]")
  // A message may consist of a file only.
  if (form.file) form.texts.append("message[attachment]", "")
  c.env.form = form.texts
  return form
}

// Browsers without scripts request a page.
const wantsStream = <E extends SignedInEnv>(c: Context<E>) =>
  c.req.header("accept")?.includes(TURBO_STREAM) ?? false
