import { FrameDialog } from "../platform/ui/frame-dialog"
import type { RoomSlot } from "../rooms/page/slots"
import { countPins } from "./list"
import { PINS_FRAME, PinsLink } from "./parts"

/** The link with the number of pins, and the dialog that lists them. */
export const pinsInRoom: RoomSlot<number> = {
  load: countPins,
  nav: (room, count) => <PinsLink room={room} count={count} />,
  over: () => <FrameDialog frame={PINS_FRAME} title="Pinned messages" />,
}
