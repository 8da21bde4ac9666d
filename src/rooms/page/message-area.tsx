import { raw } from "hono/html"
import type { Child } from "hono/jsx"
import { Button } from "../../platform/ui/button"
import { Icon } from "../../platform/ui/icon"

export type MessageAreaProps = {
  id: string
  /** The thread that it shows, whose room starts with the first reply; else it shows the page's room. */
  thread?: { message_id: number; room_id?: number }
  /** The list's own id, by which streams find it, and what it is called. */
  list: string
  label: string
  pageUrl: string
  refreshUrl: string
  /** When the messages were as they are here, in epoch milliseconds. */
  loadedAt: string
  /** The message at which the list opens; nothing is its end, and without it the address says. */
  sought?: number | ""
  /** The messages' HTML, which is the same for everyone. */
  messages: string
  /** What the browser clones for a message that the server doesn't have yet. */
  pending: Child
  /** The stream that the list lives on, where nothing else on the page brings it. */
  stream?: Child
  /** What scrolls with the messages, above them, and what all of it is called. */
  opening?: { label: string; content: Child }
  /** What is said as long as there is no message. */
  beginning?: Child
}

/** Messages in their order, as they are read, followed and paged through: a room's, or a thread's. */
export function MessageArea(props: MessageAreaProps) {
  const { id, stream, opening, beginning, pending } = props
  return (
    <div
      id={id}
      class="message-area"
      data-controller="messages presence drop-target"
      data-presence-thread-id-value={props.thread?.message_id}
      data-presence-room-id-value={props.thread?.room_id}
      data-messages-page-url-value={props.pageUrl}
      data-messages-sought-value={props.sought}
      data-messages-first-of-day-class="message--first-of-day"
      data-messages-formatted-class="message--formatted"
      data-messages-me-class="message--me"
      data-messages-mentioned-class="message--mentioned"
      data-messages-threaded-class="message--threaded"
      data-action="turbo:before-stream-render@document->messages#beforeStreamRender visibilitychange@document->presence#visibilityChanged dragenter->drop-target#dragenter dragover->drop-target#dragover dragleave->drop-target#dragleave drop->drop-target#drop"
    >
      {stream}
      {opening ? (
        <section class="message-area__scroll" tabindex={0} aria-label={opening.label}>
          {opening.content}
          <MessageList {...props} />
        </section>
      ) : (
        <MessageList {...props} />
      )}
      {beginning}
      <Button
        type="button"
        class="message-area__return-to-latest"
        reversed
        hidden
        data-messages-target="latest"
        data-action="messages#returnToLatest"
      >
        <Icon name="down" />
        Jump to newest message
      </Button>
      <template data-messages-target="template">{pending}</template>
    </div>
  )
}

function MessageList({ list, label, loadedAt, refreshUrl, messages, opening }: MessageAreaProps) {
  return (
    <div
      id={list}
      class="messages"
      role="log"
      aria-label={label}
      tabindex={opening ? undefined : 0}
      data-messages-target="messages"
      data-controller="maintain-scroll refresh-room"
      data-refresh-room-loaded-at-value={raw(loadedAt)}
      data-refresh-room-url-value={refreshUrl}
      data-action="turbo:before-stream-render@document->maintain-scroll#beforeStreamRender visibilitychange@document->refresh-room#visibilityChanged online@window->refresh-room#online thread:started@window->refresh-room#catchUp"
    >
      {raw(messages)}
    </div>
  )
}

/** Brings what happens to a room's messages; those of its threads have streams of their own. */
export function MessagesStream({ name }: { name: string }) {
  return (
    <turbo-cable-stream-source
      channel="RoomMessagesChannel"
      signed-stream-name={name}
    ></turbo-cable-stream-source>
  )
}
