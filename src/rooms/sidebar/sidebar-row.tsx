import { compileTemplate } from "../../platform/cache/compile-template"
import { domId } from "../../platform/ui/dom-id"

export type SidebarRoom = { id: number; name: string; unread?: boolean }

/** An open or closed room. The browser marks the current one. */
export const SharedRoomRow = ({ room: { id, name, unread = false } }: { room: SidebarRoom }) =>
  Row({ id, name, sortName: name.toLowerCase(), unread })

type RowProps = { id: number; name: string; sortName: string; unread: boolean }

const Row = compileTemplate<RowProps>(({ id, name, sortName, unread }) => (
  <a
    id={domId("room", id, "list")}
    class={unread ? "room unread" : "room"}
    href={`/rooms/${id}`}
    data-room-id={id}
    data-sorted-list-name={sortName}
    data-sorted-list-target="item"
    data-rooms-list-target="room"
    data-badge-dot-target="unread"
  >
    <span class="room__name" dir="auto">
      {name}
    </span>
    <span class="room__unread">
      <span class="for-screen-reader">unread</span>
    </span>
  </a>
))
