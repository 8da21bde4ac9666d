import { type Message, postMessage, readBody } from "../../src/messages/message"
import type { User } from "../../src/users/user"
import { messageByClientId, ORIGIN } from "./scene"

/** Posts to the thread of `root` and returns the row. */
export async function replyInThread(root: Message, person: User, body: string): Promise<Message> {
  const client_message_id = crypto.randomUUID()
  const room = { id: root.room_id, type: "open" as const, creator_id: 0, display_name: "" }
  const draft = { body: readBody(body), client_message_id, origin: ORIGIN, thread_id: root.id }
  await postMessage(room, person, draft)
  return messageByClientId(client_message_id)
}
