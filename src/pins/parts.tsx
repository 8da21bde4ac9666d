import { compileTemplate } from "../platform/cache/compile-template"
import { domId } from "../platform/ui/dom-id"
import { FrameDialog } from "../platform/ui/frame-dialog"
import { Icon } from "../platform/ui/icon"
import type { RoomSlot } from "../rooms/room"
import { countPins } from "./list"

export const PINS_FRAME = "room_pins"

type PinMarkProps = { client_message_id: string; pinner: string }

/** The pin icon of a message. */
export const PinMark = compileTemplate<PinMarkProps>(({ client_message_id, pinner }) => (
  <span
    id={domId("message", client_message_id, "pin")}
    class="message__pin"
    title={`Pinned by ${pinner}`}
  >
    <Icon name="pin" />
    <span class="for-screen-reader">Pinned</span>
  </span>
))

/** The link to a room's pins, hidden while there are none. */
export function PinsLink({ room, count }: { room: { id: number }; count: number }) {
  return (
    <a
      id={domId("room", room.id, "pins_link")}
      class="nav__pins btn btn--plain"
      href={`/rooms/${room.id}/pins`}
      title="Pinned messages"
      data-turbo-frame={PINS_FRAME}
      data-turbo-prefetch="false"
      hidden={count === 0}
    >
      <Icon name="pin" />
      {count} <span class="for-screen-reader">pinned {count === 1 ? "message" : "messages"}</span>
    </a>
  )
}

/** The link with the number of pins, and the dialog that lists them. */
export const pinsInRoom: RoomSlot<number> = {
  load: countPins,
  nav: (room, count) => <PinsLink room={room} count={count} />,
  over: () => <FrameDialog frame={PINS_FRAME} title="Pinned messages" />,
}
