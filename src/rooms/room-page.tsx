import { raw } from "hono/html"
import type { Child } from "hono/jsx"
import { Icon } from "../web/icon"
import { Layout, type LayoutProps, type Viewer } from "../web/layout"
import { RoomNav, type RoomNavProps } from "./room-nav"
import { SidebarDrawer } from "./sidebar"

export type RoomPageProps = {
  room: RoomNavProps["room"]
  /** When the messages were as they are here, in epoch milliseconds. */
  loadedAt: string
  viewer: Viewer
  flash?: LayoutProps["flash"]
  /** The room's signed stream name. */
  stream: string
  /** The messages' HTML, which is the same for everyone. */
  messages: string
  /** What the browser clones for a message that the server doesn't have yet. */
  pending: Child
  composer: Child
  /** What opens over the room. */
  dialogs?: Child
}

/** Stand for what changes with each message; no text can hold them, for text is escaped. */
const LOADED_AT = "<loaded-at>"
const MESSAGES = "<messages>"

/**
 * What of a room's page stays as it is when somebody says something: before the time at which it
 * was loaded, between that and the messages, and after them.
 */
export function roomPageAround(props: Omit<RoomPageProps, "loadedAt" | "messages">) {
  const page = String(<RoomPage {...props} loadedAt={LOADED_AT} messages={MESSAGES} />)
  const [before = "", rest = ""] = page.split(LOADED_AT)
  const [between = "", after = ""] = rest.split(MESSAGES)
  return { before, between, after }
}

export function RoomPage(props: RoomPageProps) {
  const { room, viewer, flash } = props
  return (
    <Layout
      title={room.own_name}
      class="sidebar"
      viewer={viewer}
      flash={flash}
      head={<RoomMetas room={room} />}
      nav={<RoomNav room={room} />}
      sidebar={<SidebarDrawer />}
      footer={props.composer}
    >
      <MessageArea {...props} />
      {props.dialogs}
    </Layout>
  )
}

function RoomMetas({ room }: Pick<RoomPageProps, "room">) {
  return (
    <>
      <meta name="current-room-id" content={String(room.id)} />
      <meta name="turbo-cache-control" content="no-preview" />
    </>
  )
}

function MessageArea({ room, loadedAt, stream, messages, pending }: RoomPageProps) {
  return (
    <div
      id="message-area"
      class="message-area"
      data-controller="messages presence drop-target"
      data-messages-page-url-value={`/rooms/${room.id}/messages`}
      data-messages-first-of-day-class="message--first-of-day"
      data-messages-formatted-class="message--formatted"
      data-messages-me-class="message--me"
      data-messages-mentioned-class="message--mentioned"
      data-messages-threaded-class="message--threaded"
      data-action="turbo:before-stream-render@document->messages#beforeStreamRender visibilitychange@document->presence#visibilityChanged dragenter->drop-target#dragenter dragover->drop-target#dragover dragleave->drop-target#dragleave drop->drop-target#drop"
    >
      <turbo-cable-stream-source
        channel="RoomMessagesChannel"
        signed-stream-name={stream}
      ></turbo-cable-stream-source>
      <div
        id={`messages_room_${room.id}`}
        class="messages"
        role="log"
        aria-label="Messages"
        tabindex={0}
        data-messages-target="messages"
        data-controller="maintain-scroll refresh-room"
        data-refresh-room-loaded-at-value={raw(loadedAt)}
        data-refresh-room-url-value={`/rooms/${room.id}/refresh`}
        data-action="turbo:before-stream-render@document->maintain-scroll#beforeStreamRender visibilitychange@document->refresh-room#visibilityChanged online@window->refresh-room#online"
      >
        {raw(messages)}
      </div>
      <RoomBeginning room={room} />
      <button
        type="button"
        class="message-area__return-to-latest btn btn--reversed"
        hidden
        data-messages-target="latest"
        data-action="messages#returnToLatest"
      >
        <Icon name="down" />
        Jump to newest message
      </button>
      <template data-messages-target="template">{pending}</template>
    </div>
  )
}

/** Greets in an empty room; the styles hide it as soon as there is a message. */
function RoomBeginning({ room }: Pick<RoomPageProps, "room">) {
  return (
    <div class="room-beginning">
      <p class="room-beginning__title">
        {room.type === "direct"
          ? `Say hello to ${room.own_name}`
          : `It’s quiet in ${room.own_name}`}
      </p>
      <p>Say the first word. Everyone in this room sees it the moment you send it.</p>
    </div>
  )
}
