import type { Micros } from "../../platform/database/schema"
import { domId } from "../../platform/ui/dom-id"
import type { AttachmentView } from "../attachments/attachment-view"

export type Author = { id: number; name: string; bio: string | null; updated_at: Micros }

/** The data of a rendered message; nothing in it depends on the viewer. */
export type MessageView = {
  id: number
  room_id: number
  room_name: string
  client_message_id: string
  /** In a thread, its parent message; null for a message of another room. */
  parent_message_id: number | null
  created_at: Micros
  updated_at: Micros
  edited_at: Micros | null
  creator: Author
  /** The profiles version of the mentioned people; null without mentions. */
  people_updated_at: Micros | null
  /** Sanitized when it was stored, so it is rendered unescaped; null when it is broken. */
  html: string | null
  attachment: AttachmentView | null
  /** Whether the text is nothing but emoji. */
  emoji: boolean
}

/**
 * The DOM id of a room's message list. A thread's id derives from its parent message, because a page
 * shows a thread before it has a room.
 */
export const listId = (room: { id: number; parent_message_id: number | null }) =>
  room.parent_message_id === null
    ? domId("room", room.id, "messages")
    : domId("thread", room.parent_message_id, "messages")
