import { domId } from "../../platform/ui/dom-id"
import type { Message } from "../table"

/** The DOM id of the list of a room's messages, or of a thread's. */
export const listId = ({ room_id, thread_id }: Pick<Message, "room_id" | "thread_id">) =>
  thread_id === null ? domId("room", room_id, "messages") : domId("thread", thread_id, "messages")
