import { raw } from "hono/html"
import type { Child } from "hono/jsx"
import { Button } from "../../platform/ui/button"
import { Icon } from "../../platform/ui/icon"

export type MessageAreaProps = {
  id: string
  /** The thread to show, whose room may not exist yet; without one, the page's room. */
  thread?: { message_id: number; room_id?: number }
  /** The list's DOM id, which streams target, and its accessible name. */
  list: string
  label: string
  pageUrl: string
  refreshUrl: string
  /** The times of the messages' state and of the profiles that they show, in epoch milliseconds. */
  loadedAt: string
  peopleAt: string
  /** The message at which the list opens; null opens it at its end, undefined at the URL's message. */
  sought?: number | ""
  /** The messages' HTML, which is the same for everyone. */
  messages: string
  /** The template for a message that is being sent. */
  pending: Child
  /** The stream of the list, unless the page subscribes to it elsewhere. */
  stream?: Child
  /** The content above the messages, which scrolls with them, and the label of both. */
  opening?: { label: string; content: Child }
  /** The content of an empty list. */
  beginning?: Child
}

/** The message list of a room or a thread, with paging and live updates. */
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

function MessageList({ list, label, refreshUrl, messages, opening, ...props }: MessageAreaProps) {
  return (
    <div
      id={list}
      class="messages"
      role="log"
      aria-label={label}
      tabindex={opening ? undefined : 0}
      data-messages-target="messages"
      data-controller="maintain-scroll refresh-room message-menu boosting"
      data-refresh-room-loaded-at-value={raw(props.loadedAt)}
      data-refresh-room-people-at-value={raw(props.peopleAt)}
      data-refresh-room-url-value={refreshUrl}
      data-action={LIST_ACTIONS}
    >
      {raw(messages)}
    </div>
  )
}

const LIST_ACTIONS = [
  "turbo:before-stream-render@document->maintain-scroll#beforeStreamRender",
  "visibilitychange@document->refresh-room#visibilityChanged",
  "online@window->refresh-room#online",
  "thread:started@window->refresh-room#catchUp",
  "toggle->message-menu#toggle:capture",
  "keydown.down->message-menu#next",
  "keydown.up->message-menu#previous",
  "keydown.esc->message-menu#close",
  "focusin@document->message-menu#trackFocus",
  "click@document->message-menu#closeOnClickOutside",
  "scroll@document->message-menu#place:capture",
  "resize@window->message-menu#place",
  "turbo:before-cache@document->message-menu#remove",
].join(" ")

/** Subscribes to a room's messages; threads have streams of their own. */
export function MessagesStream({ name }: { name: string }) {
  return (
    <turbo-cable-stream-source
      channel="RoomMessagesChannel"
      signed-stream-name={name}
    ></turbo-cable-stream-source>
  )
}
