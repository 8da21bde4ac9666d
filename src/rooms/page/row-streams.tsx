import { turboStream, turboStreamTo } from "../../platform/http/turbo-stream"
import { domId } from "../../platform/ui/dom-id"
import { SharedRoomRow } from "../sidebar/sidebar-row"
import type { Room } from "../table"
import { roomType } from "../types/registry"

type Row = Pick<Room, "id" | "name">

/** Adds the room to sidebars; the browser sorts it in. */
export const rowPrepended = (room: Row, { unread = false } = {}) =>
  turboStream("prepend", "shared_rooms", row(room, unread))

/** Replaces the row in sidebars, with the same HTML for everyone: browsers keep the unread mark. */
export const rowReplaced = (room: Row) =>
  turboStream("replace", domId("room", room.id, "list"), row(room))

export const rowRemoved = (room: Pick<Room, "id">) =>
  turboStream("remove", domId("room", room.id, "list"))

/** Shows a room's name for a viewer on open pages: in the bar, the browser's title and the greeting. */
export function titleReplaced({ id, type, name }: Pick<Room, "id" | "type" | "name">) {
  const { titlePrefix, greeting } = roomType(type).texts
  const title = <RoomTitle room={{ id, name }} prefix={titlePrefix} />
  return [
    turboStream("replace", domId("room", id, "title"), String(title)),
    turboStreamTo(
      "update",
      `[data-room-name="${id}"], ${pageTitleOf({ id })}`,
      Bun.escapeHTML(name ?? ""),
    ),
    turboStream("update", greetingId({ id }), Bun.escapeHTML(greeting(name ?? ""))),
  ].join("")
}

// The title of the room's own page alone.
const pageTitleOf = (room: { id: number }) =>
  `:root:has(#${domId("room", room.id, "messages")}) > head > title`

export const greetingId = (room: { id: number }) => domId("room", room.id, "greeting")

export function RoomTitle({ room, prefix = "" }: { room: Row; prefix?: string }) {
  return (
    <h1 id={domId("room", room.id, "title")} class="nav__title" dir="auto">
      {prefix && (
        <span class="for-screen-reader" dir="ltr">
          {prefix}
        </span>
      )}
      {room.name}
    </h1>
  )
}

export const topicReplaced = (room: Pick<Room, "id" | "topic">) =>
  turboStream("replace", domId("room", room.id, "topic"), String(<RoomTopic room={room} />))

/** The styles cut a long topic short, so the title has all of it. */
export function RoomTopic({ room }: { room: Pick<Room, "id" | "topic"> }) {
  return (
    <p
      id={domId("room", room.id, "topic")}
      class="nav__topic"
      dir="auto"
      title={room.topic ?? undefined}
      hidden={!room.topic}
    >
      {room.topic}
    </p>
  )
}

/** Replaces the messages on pages that still show the room by `reason`. */
export const pageCleared = (room: Pick<Room, "id">, reason: string) =>
  turboStream(
    "update",
    domId("room", room.id, "messages"),
    String(<RoomGoneNotice reason={reason} />),
  )

function RoomGoneNotice({ reason }: { reason: string }) {
  return (
    <div class="notice room-gone">
      <p class="notice__title">{reason}</p>
      <p>
        <a href="/">Go to another room</a>
      </p>
    </div>
  )
}

const row = ({ id, name }: Row, unread = false) =>
  String(<SharedRoomRow room={{ id, name: name ?? "", unread }} />)
