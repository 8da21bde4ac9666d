import { MAINTAIN_SCROLL, turboStream } from "../platform/http/turbo-stream"
import { domId } from "../platform/ui/dom-id"
import { PinMark, PinsLink } from "./parts"

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
  const heading = domId("message", id, "heading")
  return [
    turboStream("remove", domId("message", client_message_id, "pin"), "", MAINTAIN_SCROLL),
    pinner === null
      ? ""
      : turboStream(
          "after",
          heading,
          String(PinMark({ client_message_id, pinner })),
          MAINTAIN_SCROLL,
        ),
    pinner === null ? turboStream("remove", domId("message", id, "pinned")) : "",
    pinsCounted(room, count),
  ].join("")
}

export const pinsCounted = (room: { id: number }, count: number) =>
  turboStream("replace", domId("room", room.id, "pins_link"), String(PinsLink({ room, count })))
