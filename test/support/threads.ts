import { type Message, postMessage, readBody } from "../../src/messages/message"
import { startThread } from "../../src/threads/thread"
import type { User } from "../../src/users/user"
import { messageByClientId, ORIGIN } from "./scene"

/** Posts to the thread of `root` and returns the row. */
export async function replyInThread(
  root: Pick<Message, "id">,
  person: User,
  body: string,
): Promise<Message> {
  const client_message_id = crypto.randomUUID()
  const thread = await startThread(person, root)
  const draft = { body: readBody(body), client_message_id, origin: ORIGIN }
  await postMessage(thread, person, draft)
  return messageByClientId(client_message_id)
}
