import type { Child } from "hono/jsx"
import { domId } from "../../platform/ui/dom-id"
import { Layout, type LayoutProps, type Viewer } from "../../platform/ui/page/layout"
import { SidebarDrawer } from "../sidebar/sidebar"
import { roomType } from "../types/registry"
import { MessageArea, MessagesStream } from "./message-area"
import { RoomNav, type RoomNavProps } from "./room-nav"
import { greetingId } from "./row-streams"

export type RoomPageProps = {
  room: RoomNavProps["room"]
  /** The times of the messages' state and of the profiles that they show, in epoch milliseconds. */
  loadedAt: string
  peopleAt: string
  viewer: Viewer
  flash?: LayoutProps["flash"]
  /** The sections of other nouns in the room's bar. */
  navSections?: Child
  /** The room's signed stream name. */
  stream: string
  /** The messages' HTML, which is the same for everyone. */
  messages: string
  /** The template for a message that is being sent. */
  pending: Child
  composer: Child
  /** The dialogs over the room. */
  dialogs?: Child
  /** The frame next to the room, for threads. */
  beside?: Child
  /** The message at which the page opens, if the URL names another one. */
  sought?: number
}

/** Placeholders for the parts that change with each message. Escaped text can't contain them. */
const LOADED_AT = "<loaded-at>"
const PEOPLE_AT = "<people-at>"
const MESSAGES = "<messages>"

const PLACEHOLDERS = { loadedAt: LOADED_AT, peopleAt: PEOPLE_AT, messages: MESSAGES }

/** The parts of a room's page that don't change with its messages. */
export function roomPageShell(props: Omit<RoomPageProps, keyof typeof PLACEHOLDERS>) {
  const page = String(<RoomPage {...props} {...PLACEHOLDERS} />)
  const [before = "", times = ""] = page.split(LOADED_AT)
  const [between = "", rest = ""] = times.split(PEOPLE_AT)
  const [beforeMessages = "", after = ""] = rest.split(MESSAGES)
  return {
    before,
    /** The HTML from the load time to the first message. */
    start: (loadedAt: string, peopleAt: string) => loadedAt + between + peopleAt + beforeMessages,
    after,
  }
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
      nav={<RoomNav room={room} sections={props.navSections} />}
      sidebar={
        <>
          {props.beside}
          <SidebarDrawer />
        </>
      }
      footer={props.composer}
    >
      <Talk {...props} />
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

function Talk({ room, stream, ...props }: RoomPageProps) {
  return (
    <MessageArea
      {...props}
      id="message-area"
      list={domId("room", room.id, "messages")}
      label="Messages"
      pageUrl={`/rooms/${room.id}/messages`}
      refreshUrl={`/rooms/${room.id}/refresh`}
      stream={<MessagesStream name={stream} />}
      beginning={<RoomBeginning room={room} />}
    />
  )
}

/** The greeting of an empty room; the styles hide it once there is a message. */
function RoomBeginning({ room }: Pick<RoomPageProps, "room">) {
  return (
    <div class="room-beginning">
      <p id={greetingId(room)} class="room-beginning__title">
        {roomType(room.type).texts.greeting(room.own_name)}
      </p>
      <p>Say the first word. Everyone in this room sees it the moment you send it.</p>
    </div>
  )
}
