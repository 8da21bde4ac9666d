import { raw } from "hono/html"
import { IconButton, IconLink } from "../../platform/ui/button"
import { domId } from "../../platform/ui/dom-id"
import { Form } from "../../platform/ui/form"
import { Avatar, Icon } from "../../platform/ui/icon"

export type SidebarProps = {
  viewer: { id: number; name: string; avatar_path: string }
  /** Whether the viewer may create rooms. */
  mayCreateRooms: boolean
  /** The signed names of the sidebar's streams. */
  streams: string[]
  /** The rows of direct rooms, the placeholders, and the rows of named rooms. */
  directs: string
  placeholders: string
  rooms: string
}

/** The frame of the sidebar: a column on wide screens, else a drawer. */
export function SidebarDrawer() {
  return (
    <aside
      id="sidebar"
      aria-label="Rooms"
      data-controller="toggle-class"
      data-toggle-class-toggle-class="open"
    >
      <button
        type="button"
        class="sidebar__toggle btn btn--icon"
        aria-controls="user_sidebar"
        aria-expanded="false"
        data-action="toggle-class#toggle"
      >
        <span class="sidebar__open">
          <Icon name="menu" />
          <span class="for-screen-reader">Open menu</span>
        </span>
        <span class="sidebar__close">
          <Icon name="close" />
          <span class="for-screen-reader">Close menu</span>
        </span>
      </button>
      <turbo-frame
        id="user_sidebar"
        src="/users/me/sidebar"
        target="_top"
        refresh="morph"
        data-turbo-permanent
        data-controller="rooms-list read-rooms thread-news badge-dot turbo-frame"
        data-rooms-list-unread-class="unread"
        data-badge-dot-unread-class="unread"
        data-action={SIDEBAR_ACTIONS}
      ></turbo-frame>
    </aside>
  )
}

/** Placeholders for the rows. Escaped text can't contain them. */
const ROWS = { directs: "<directs>", placeholders: "<placeholders>", rooms: "<rooms>" }

/** The parts of a sidebar that don't change with messages: before, between and after its rows. */
export function sidebarShell(props: Omit<SidebarProps, keyof typeof ROWS>) {
  const html = String(<Sidebar {...props} {...ROWS} />)
  const [head = "", ...rest] = html.split(/<(?:directs|placeholders|rooms)>/)
  const [beforePlaceholders = "", beforeRooms = "", tail = ""] = rest
  return { head, beforePlaceholders, beforeRooms, tail }
}

/** The sidebar's content: the viewer's rooms, and links to their settings. */
export function Sidebar(props: SidebarProps) {
  return (
    <turbo-frame id="user_sidebar" target="_top" data-turbo-permanent>
      {props.streams.map((stream, index) => (
        <turbo-cable-stream-source
          id={domId("stream", index, "sidebar")}
          data-turbo-permanent
          channel="Turbo::StreamsChannel"
          signed-stream-name={stream}
        ></turbo-cable-stream-source>
      ))}
      <div class="sidebar__content">
        <JumpButton />
        <ThreadsLink />
        <Directs {...props} />
        <Rooms {...props} />
      </div>
      <Tools viewer={props.viewer} />
    </turbo-frame>
  )
}

function JumpButton() {
  return (
    <button
      type="button"
      class="sidebar__jump"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      data-action="shortcuts#jump"
    >
      <Icon name="search" />
      Jump to…
    </button>
  )
}

function ThreadsLink() {
  return (
    <a class="sidebar__threads room" href="/threads" data-unread-threads-target="any">
      <Icon name="thread" />
      <span class="room__name">Threads</span>
      <span class="room__unread">
        <span class="for-screen-reader">unread</span>
      </span>
    </a>
  )
}

function Directs({ directs, placeholders }: SidebarProps) {
  return (
    <section class="sidebar__section" aria-labelledby="pings_heading">
      <h2 id="pings_heading" class="sidebar__heading">
        Pings
      </h2>
      <turbo-frame id="direct_rooms_control" class="sidebar__control">
        <IconLink icon="ping" label="New Ping" plain href="/rooms/directs/new" />
      </turbo-frame>
      <div class="directs">
        <div id="direct_rooms" class="directs__rows" data-controller="sorted-list">
          {raw(directs)}
        </div>
        <div id="direct_placeholders" class="directs__rows">
          {raw(placeholders)}
        </div>
      </div>
    </section>
  )
}

function Rooms({ rooms, mayCreateRooms }: SidebarProps) {
  return (
    <section class="sidebar__section" aria-labelledby="rooms_heading">
      <h2 id="rooms_heading" class="sidebar__heading">
        Rooms
      </h2>
      {mayCreateRooms && (
        <IconLink
          icon="add"
          label="New Chat Room"
          class="sidebar__control"
          plain
          href="/rooms/opens/new"
        />
      )}
      <div id="shared_rooms" class="rooms" data-controller="sorted-list">
        {raw(rooms)}
      </div>
    </section>
  )
}

function Tools({ viewer }: Pick<SidebarProps, "viewer">) {
  return (
    <div class="sidebar__tools">
      <a class="sidebar__me btn btn--plain" href="/users/me/profile" title="My Settings">
        <Avatar src={viewer.avatar_path} title={viewer.name} size={32} />
        <span class="sidebar__name" aria-hidden="true">
          {viewer.name}
        </span>
        <span class="for-screen-reader">My Settings</span>
      </a>
      <IconLink icon="save" label="Saved messages" plain href="/users/me/saved" />
      <IconLink
        icon="keyboard"
        label="Keyboard shortcuts"
        class="sidebar__keys"
        plain
        href="/shortcuts"
        aria-keyshortcuts="?"
        data-turbo-prefetch="false"
        data-action="shortcuts#openSheet"
      />
      <IconLink icon="settings" label="Account Settings" plain href="/account/edit" />
      <Form
        action="/session"
        method="delete"
        data-controller="sessions"
        data-action="submit->sessions#logout"
      >
        <IconButton icon="logOut" label="Log out" plain />
      </Form>
    </div>
  )
}

// On the frame, which persists when its content is replaced.
const SIDEBAR_ACTIONS = [
  "turbo:before-fetch-request->rooms-list#fetching",
  "turbo:before-stream-render@document->rooms-list#streamed",
  "turbo:frame-load->rooms-list#loaded",
  "presence:present@window->rooms-list#read",
  "presence:reading@window->thread-news#read",
  "read-rooms:read->rooms-list#read",
  "rooms-list:unread@window->badge-dot#update",
  "turbo:frame-load->badge-dot#update",
  "refresh-room:visible@window->turbo-frame#reload",
  "profile:missed@window->turbo-frame#reload",
  "submit->turbo-frame#unpermanize",
  "turbo:before-frame-render->turbo-frame#keepFocus",
].join(" ")
