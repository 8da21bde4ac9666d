import type { Message } from "./table"

/** Where the answers to a message are, beside its room or on a page of their own. */
export const threadPath = (root: Pick<Message, "id" | "room_id">) =>
  `/rooms/${root.room_id}/messages/${root.id}/thread`
