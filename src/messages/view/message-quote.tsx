import { Content, MessageParts, Presentation } from "./message-item"
import type { MessageView } from "./view"

/**
 * A message without ids and options, where the page may show it a second time: at the start of its
 * thread, and on its page of options.
 */
export function MessageQuote({ message }: { message: MessageView }) {
  const { id, room_id, room_name, creator, created_at } = message
  return (
    <article
      class={`message message--formatted message--quoted${message.emoji ? " message--emoji" : ""}`}
      data-user-id={creator.id}
    >
      <MessageParts
        author={creator}
        at={created_at}
        link={{ path: `/rooms/${room_id}/@${id}`, room: room_name }}
      >
        <Presentation>
          <Content message={message} />
        </Presentation>
      </MessageParts>
    </article>
  )
}
