import { domId } from "../../platform/ui/dom-id"

/**
 * The DOM id of the list of a room's messages. That of a thread is derived from the message on which
 * it hangs: a page shows a thread before it has a room.
 */
export const listId = (room: { id: number; parent_message_id: number | null }) =>
  room.parent_message_id === null
    ? domId("room", room.id, "messages")
    : domId("thread", room.parent_message_id, "messages")
