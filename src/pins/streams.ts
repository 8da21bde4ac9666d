import { MAINTAIN_SCROLL, turboStream } from "../platform/http/turbo-stream"
import { domId } from "../platform/ui/dom-id"
import { PinMark, PinningItem, PinsLink } from "./parts"

type Pinnable = { id: number; room_id: number; client_message_id: string }

/**
 * @param room which shows the count
 * @param pinner the name of the user who pinned it; null after an unpin
 */
export function pinChanged(
  message: Pinnable,
  room: { id: number },
  pinner: string | null,
  count: number,
) {
  const { id, client_message_id } = message
  return [
    turboStream(
      "replace",
      domId("message", client_message_id, "pin"),
      String(PinMark({ client_message_id, pinner })),
      MAINTAIN_SCROLL,
    ),
    turboStream(
      "replace",
      domId("message", client_message_id, "pinning"),
      String(PinningItem({ id, client_message_id, pinned: pinner !== null })),
      MAINTAIN_SCROLL,
    ),
    pinner === null ? turboStream("remove", domId("message", id, "pinned")) : "",
    pinsCounted(room, count),
  ].join("")
}

export const pinsCounted = (room: { id: number }, count: number) =>
  turboStream("replace", domId("room", room.id, "pins_link"), String(PinsLink({ room, count })))
