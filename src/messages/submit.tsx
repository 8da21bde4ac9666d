import { cache } from "../platform/cache/cache"
import type { Incoming } from "../platform/files/file"
import { turboStream } from "../platform/http/turbo-stream"
import { FlashMessage } from "../platform/ui/page/flash"
import { type ReachedRoom, reachAccessRoom } from "../rooms/room"
import { rateLimit, type User } from "../users/user"
import { uploadFor } from "./attachments/attachment"
import { parseMessageBody } from "./body/message-body"
import { runCommand } from "./commands/run"
import { postMessage } from "./post"
import { messageRemoved } from "./view/message-view"
import type { Author } from "./view/view"

/** A new message from a request, not validated. */
export type Draft = {
  client_message_id: string
  body: string
  /** The file in the form. */
  file?: Incoming | null
  /** The signed id of an earlier upload. */
  attachment?: string
}

/** The response to the author: streams for their page, and a notice after a command. */
export type Submitted = { stream: string; notice?: string }

/**
 * Posts the draft in `room`, or runs the command at its start. A draft with a file is never a
 * command.
 *
 * @throws {ValidationError} when it is empty or too long, its file is gone, or the command can't be run
 * @throws {RateLimited} when the author posts too quickly
 * @throws {RoomGone}
 */
export async function submitMessage(
  room: ReachedRoom,
  author: Author & Pick<User, "role">,
  draft: Draft,
): Promise<Submitted> {
  await countPost(author, room, draft)
  if (draft.file || draft.attachment) {
    const body = parseMessageBody(draft.body, "sent", { withFile: true })
    await using upload = await uploadFor(draft, author, room)
    return { stream: await postMessage(room, author, { ...draft, body, upload }) }
  }
  const body = parseMessageBody(draft.body)
  const outcome = body.beginsWithSlash
    ? await runCommand(await reachAccessRoom(author, room), author, body)
    : { post: body }
  if ("post" in outcome)
    return { stream: await postMessage(room, author, { ...draft, body: outcome.post }) }
  const { notice, streams = "" } = outcome
  return { notice, stream: messageRemoved(draft) + streams + noticeStream(notice) }
}

// A retry is not counted: its author got no response.
const counted = cache<true>("counted-posts", { budget: 512 * 1024, size: () => 8 })

/** Limits an author's messages. Only a script that replies to itself posts that quickly. */
async function countPost(
  author: { id: number },
  room: { id: number },
  { client_message_id, body }: Draft,
) {
  const key = `${author.id} ${room.id} ${client_message_id} ${Bun.hash(body)}`
  if (counted.peek(key)) return
  await rateLimit(author, "post", "message[body]")
  counted.set(key, true)
}

const noticeStream = (notice: string) =>
  turboStream("before", "main-content", String(<FlashMessage flash={{ notice }} />))
