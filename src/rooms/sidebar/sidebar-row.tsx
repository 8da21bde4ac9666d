import { domId } from "../../platform/ui/dom-id"
export type SidebarRoom = { id: number; name: string; unread?: boolean }

/** An open or closed room. The browser marks the current one. */
export function SharedRoomRow({ room }: { room: SidebarRoom }) {
  return (
    <a
      id={domId("room", room.id, "list")}
      class={room.unread ? "room unread" : "room"}
      href={`/rooms/${room.id}`}
      data-room-id={room.id}
      data-sorted-list-name={room.name.toLowerCase()}
      data-sorted-list-target="item"
      data-rooms-list-target="room"
      data-badge-dot-target="unread"
    >
      <span class="room__name" dir="auto">
        {room.name}
      </span>
      <span class="room__unread">
        <span class="for-screen-reader">unread</span>
      </span>
    </a>
  )
}
