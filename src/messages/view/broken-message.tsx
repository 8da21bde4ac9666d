import { millis } from "../../platform/database/clock"
import { domId } from "../../platform/ui/dom-id"
import type { Message } from "../table"

type Identified = Pick<Message, "id" | "client_message_id" | "created_at" | "updated_at">

/** Replaces a message that failed to render. */
export function BrokenMessage({ message }: { message: Identified }) {
  return (
    <article
      id={domId("message", message.client_message_id)}
      class="message message--formatted message--failed"
      data-message-id={message.id}
      data-message-timestamp={millis(message.created_at)}
      data-message-updated-at={millis(message.updated_at)}
      data-sort-value={millis(message.created_at)}
    >
      <BrokenContent />
    </article>
  )
}

export const BrokenContent = () => <p class="message__broken">Failed to load message content</p>
