import { raw } from "hono/html"
import {
  type Author,
  Composer,
  listId,
  type Message,
  PendingMessage,
  threadPath,
} from "../messages/message"
import { signStreamName } from "../platform/cable/cable"
import { domId } from "../platform/ui/dom-id"
import { Icon } from "../platform/ui/icon"
import { MessageArea, MessagesStream, messagesStream } from "../rooms/room"
import { FollowButton } from "./follow-button"
import type { ThreadInvolvement } from "./table"

export type ThreadPanelProps = {
  room: { id: number; own_name: string }
  root: Message
  /** The thread's own room; null before the first reply. */
  thread: { id: number } | null
  viewer: Author
  involvement: ThreadInvolvement
  /** The parent message and the replies, the same HTML for everyone. */
  quote: string
  answers: string
  /** The times of their state and of the profiles that they show, in epoch milliseconds. */
  loadedAt: string
  peopleAt: string
  /** The reply at which it opens; without one it opens at its end. */
  sought?: number
  /** Whether it has a page of its own, whose head replaces the panel's. */
  alone?: boolean
}

/** A thread, next to its room or on a page of its own. */
export function ThreadPanel(props: ThreadPanelProps) {
  const { room, root, viewer, alone } = props
  const list = listId({ id: room.id, parent_message_id: root.id })
  const path = threadPath(root)
  return (
    <turbo-frame id="thread" class="thread-place" target="_top">
      <section
        class="thread"
        aria-label="Thread"
        data-controller="thread"
        data-thread-message-value={domId("message", root.client_message_id)}
        data-thread-list-value={list}
        data-thread-room-value={room.id}
        data-action="keydown.esc->thread#escape:capture turbo:before-stream-render@document->thread#follow"
      >
        {!alone && <ThreadHeader {...props} />}
        <MessageArea
          id="thread-area"
          thread={{ message_id: root.id, room_id: props.thread?.id }}
          stream={
            props.thread && <MessagesStream name={signStreamName(messagesStream(props.thread))} />
          }
          list={list}
          label="Replies"
          pageUrl={`${path}/messages`}
          refreshUrl={`${path}/refresh`}
          loadedAt={props.loadedAt}
          peopleAt={props.peopleAt}
          sought={props.sought ?? ""}
          messages={props.answers}
          pending={<PendingMessage author={viewer} />}
          opening={{ label: "What was said", content: <Root quote={props.quote} /> }}
        />
        <footer class="thread__footer">
          <Composer room={room} thread={{ message_id: root.id, room_id: props.thread?.id }} />
        </footer>
      </section>
    </turbo-frame>
  )
}

function ThreadHeader({ room, root, involvement }: ThreadPanelProps) {
  return (
    <header class="thread__header">
      <h2 class="thread__heading">
        Thread{" "}
        <span class="thread__room">
          in <bdi data-room-name={room.id}>{room.own_name}</bdi>
        </span>
      </h2>
      <FollowButton root={root} involvement={involvement} />
      <a class="btn btn--icon btn--plain" href={threadPath(root)} title="Open on a page of its own">
        <Icon name="expand" />
        <span class="for-screen-reader">Open on a page of its own</span>
      </a>
      <a
        class="btn btn--icon btn--plain"
        href={`/rooms/${room.id}/@${root.id}`}
        title="Close thread"
        data-action="thread#close"
      >
        <Icon name="close" />
        <span class="for-screen-reader">Close thread</span>
      </a>
    </header>
  )
}

function Root({ quote }: { quote: string }) {
  return (
    <div class="thread__root" data-thread-target="root">
      {raw(quote)}
    </div>
  )
}

/** Replaces the thread when its parent message was removed. */
export function ThreadGone({ room }: { room: { id: number } }) {
  return (
    <turbo-frame id="thread" class="thread-place" target="_top">
      <section class="thread" aria-label="Thread" data-controller="thread">
        <div class="notice">
          <p role="alert">This message was deleted, and its thread with it.</p>
          <a class="btn" href={`/rooms/${room.id}`} data-action="thread#close">
            Back to the room
          </a>
        </div>
      </section>
    </turbo-frame>
  )
}
