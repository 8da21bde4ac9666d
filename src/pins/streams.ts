import { MAINTAIN_SCROLL, turboStream } from "../platform/http/turbo-stream"
import { PinMark, PinningItem, PinsLink } from "./parts"

type Pinnable = { id: number; room_id: number; client_message_id: string }

/** @param pinner the name of the user who pinned it; null after an unpin */
export function pinChanged(message: Pinnable, pinner: string | null, count: number) {
  const { id, client_message_id } = message
  const dom = `message_${client_message_id}`
  return [
    turboStream(
      "replace",
      `pin_${dom}`,
      String(PinMark({ client_message_id, pinner })),
      MAINTAIN_SCROLL,
    ),
    turboStream(
      "replace",
      `pinning_${dom}`,
      String(PinningItem({ id, client_message_id, pinned: pinner !== null })),
      MAINTAIN_SCROLL,
    ),
    pinner === null ? turboStream("remove", `pinned_message_${id}`) : "",
    pinsCounted({ id: message.room_id }, count),
  ].join("")
}

export const pinsCounted = (room: { id: number }, count: number) =>
  turboStream("replace", `pins_link_room_${room.id}`, String(PinsLink({ room, count })))
