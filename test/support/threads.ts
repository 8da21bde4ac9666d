import { type Message, postMessage } from "../../src/messages/message"
import type { User } from "../../src/users/user"
import { messageByClientId, ORIGIN } from "./scene"

/** Posts to the thread of `root` and returns the row. */
export async function replyInThread(root: Message, person: User, body: string): Promise<Message> {
  const client_message_id = crypto.randomUUID()
  const room = { id: root.room_id, display_name: "" }
  await postMessage(room, person, { body, client_message_id, thread_id: root.id }, ORIGIN)
  return messageByClientId(client_message_id)
}
