import { turboStream } from "../../platform/http/turbo-stream"
import { SharedRoomRow } from "../sidebar/sidebar-row"
import type { Room } from "../table"

type Row = Pick<Room, "id" | "name">

/** Puts the room into sidebars, where it then sorts itself in. */
export const rowPrepended = (room: Row, { unread = false } = {}) =>
  turboStream("prepend", "shared_rooms", row(room, unread))

/** Draws the room anew in sidebars, the same for everyone: what is unread there, they know. */
export const rowReplaced = (room: Row) => turboStream("replace", `list_room_${room.id}`, row(room))

export const rowRemoved = (room: Pick<Room, "id">) => turboStream("remove", `list_room_${room.id}`)

/** Draws the room's name anew above pages that show the room. */
export const titleReplaced = (room: Row) =>
  turboStream("replace", titleId(room), String(<RoomTitle room={room} />))

export function RoomTitle({ room, prefix = "" }: { room: Row; prefix?: string }) {
  return (
    <h1 id={titleId(room)} class="nav__title" dir="auto">
      {prefix && (
        <span class="for-screen-reader" dir="ltr">
          {prefix}
        </span>
      )}
      {room.name}
    </h1>
  )
}

/** Says anew what the room is about, above pages that show it. */
export const topicReplaced = (room: Pick<Room, "id" | "topic">) =>
  turboStream("replace", topicId(room), String(<RoomTopic room={room} />))

/** Cut short where there is no room for it; then it can be pointed at. */
export function RoomTopic({ room }: { room: Pick<Room, "id" | "topic"> }) {
  return (
    <p
      id={topicId(room)}
      class="nav__topic"
      dir="auto"
      title={room.topic ?? undefined}
      hidden={!room.topic}
    >
      {room.topic}
    </p>
  )
}

/** Takes what was said out of pages that still show the room, and leaves `reason`. */
export const pageCleared = (room: Pick<Room, "id">, reason: string) =>
  turboStream("update", `messages_room_${room.id}`, String(<RoomGoneNotice reason={reason} />))

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

const topicId = ({ id }: Pick<Room, "id">) => `topic_room_${id}`

const titleId = ({ id }: Pick<Room, "id">) => `title_room_${id}`

const row = ({ id, name }: Row, unread = false) =>
  String(<SharedRoomRow room={{ id, name: name ?? "", unread }} />)
