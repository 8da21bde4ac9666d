import { turboStream } from "../platform/http/turbo-stream"
import { FlashMessage } from "../platform/ui/page/flash"
import type { ReachedRoom } from "../rooms/room"
import type { User } from "../users/user"
import { parseMessageBody } from "./body/draft"
import { keepLeadingSpace, runCommand } from "./commands/command"
import { countPost } from "./limit"
import { postMessage } from "./posting"
import type { Author } from "./view/message-item"
import { messageRemoved } from "./view/message-view"

type Draft = {
  client_message_id: string
  /** As it came from outside. */
  body: string
  /** The message in whose thread it is written. */
  thread_id?: number | null
}

/** What whoever wrote gets back: for their page, and in words when something was done instead of said. */
export type Submitted = { stream: string; notice?: string }

/**
 * Takes what a person has written: says it in `room`, or does what it asks for after a slash.
 *
 * @param origin the one under which they see Hearth
 * @param attach keeps the file that came with it, whose words are then no command, and gives its blob
 * @throws {Refused} when there is nothing in it, too much, too many came before it, or the command
 *   can't be done
 * @throws {RoomGone}
 */
export async function submitMessage(
  room: ReachedRoom,
  person: Author & Pick<User, "role">,
  { client_message_id, thread_id = null, ...draft }: Draft,
  origin: string,
  attach?: () => Promise<number | null>,
): Promise<Submitted> {
  const say = async (body: string, attachment_id: number | null = null) => ({
    stream: await postMessage(
      room,
      person,
      { client_message_id, thread_id, body, attachment_id },
      origin,
    ),
  })
  await countPost(person, room, { client_message_id, body: draft.body })
  if (attach) return say(parseMessageBody(draft.body, "sent", { withFile: true }), await attach())
  const outcome = await runCommand(room, person, parseMessageBody(keepLeadingSpace(draft.body)))
  if ("says" in outcome) return say(outcome.says)
  const { notice, streams = "" } = outcome
  return { notice, stream: messageRemoved({ client_message_id }) + streams + noticed(notice) }
}

const noticed = (notice: string) =>
  turboStream("before", "main-content", String(<FlashMessage flash={{ notice }} />))
