import type { Message } from "../table"

/** The element that lists a room's messages, or a thread's. */
export const listId = ({ room_id, thread_id }: Pick<Message, "room_id" | "thread_id">) =>
  thread_id === null ? `messages_room_${room_id}` : `messages_thread_${thread_id}`

/** The element of a message. */
export const domId = (message: { client_message_id: string }) =>
  `message_${message.client_message_id}`
