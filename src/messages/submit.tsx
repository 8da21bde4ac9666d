import { ByteCache } from "../platform/cache/byte-cache"
import type { Incoming } from "../platform/files/file"
import { turboStream } from "../platform/http/turbo-stream"
import { FlashMessage } from "../platform/ui/page/flash"
import { type ReachedRoom, reachAccessRoom } from "../rooms/room"
import { rateLimit, type User } from "../users/user"
import { uploadFor } from "./attachments/attachment"
import { escapeLeadingSpace, parseMessageBody } from "./body/message-body"
import { runCommand } from "./commands/run"
import { postMessage } from "./post"
import { messageRemoved } from "./view/message-view"
import type { Author } from "./view/view"

/** What somebody wrote, as it came from outside. */
export type Draft = {
  client_message_id: string
  body: string
  /** Where the author sees Hearth, such as `https://chat.example.com`, for absolute links. */
  origin: string
  /** A file that came with it. */
  file?: Incoming | null
  /** The signed id of a file that was uploaded before. */
  attachment?: string
}

/** The author's answer: streams for their page, and words when a command was run instead of posted. */
export type Submitted = { stream: string; notice?: string }

/**
 * Posts what somebody wrote in `room`, or runs the command that it begins with. The text beside a
 * file is no command.
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
  const body = parseMessageBody(escapeLeadingSpace(draft.body))
  const outcome = body.beginsWithSlash
    ? await runCommand(await reachAccessRoom(author, room), author, body)
    : { post: body }
  if ("post" in outcome)
    return { stream: await postMessage(room, author, { ...draft, body: outcome.post }) }
  const { notice, streams = "" } = outcome
  return { notice, stream: messageRemoved(draft) + streams + noticeStream(notice) }
}

// A draft that is sent again is not counted again: its sender got no answer.
const counted = new ByteCache<true>(512 * 1024)

/** Limits how many messages somebody posts: only a script that answers itself posts that quickly. */
async function countPost(
  author: { id: number },
  room: { id: number },
  { client_message_id, body }: Draft,
) {
  const key = `${author.id} ${room.id} ${client_message_id} ${Bun.hash(body)}`
  if (counted.get(key)) return
  await rateLimit(author, "post", "message[body]")
  counted.set(key, true, 2 * key.length)
}

const noticeStream = (notice: string) =>
  turboStream("before", "main-content", String(<FlashMessage flash={{ notice }} />))
