import { millis } from "../../platform/database/clock"
import type { MessageView } from "./message-item"
import { domId } from "./names"

/** What stands in the place of a message that cannot be drawn, and says which one it is. */
export function BrokenMessage({ message }: { message: MessageView }) {
  return (
    <article
      id={domId(message)}
      class="message message--formatted message--failed"
      data-message-id={message.id}
      data-message-timestamp={millis(message.created_at)}
      data-message-updated-at={millis(message.updated_at)}
      data-sort-value={millis(message.created_at)}
      data-messages-target="message"
      data-refresh-room-target="message"
    >
      <p class="message__broken">Failed to load message content</p>
    </article>
  )
}
