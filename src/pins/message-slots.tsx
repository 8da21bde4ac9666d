import type { MessageSlot } from "../messages/message"
import { pinnersOf } from "./list"
import { PinMark, PinningItem } from "./parts"

export const pinMarkSlot: MessageSlot<string> = {
  people: true,
  load: pinnersOf,
  render: ({ client_message_id }, pinner) => (
    <PinMark client_message_id={client_message_id} pinner={pinner ?? null} />
  ),
}

export const pinMenuSlot: MessageSlot<string> = {
  load: pinnersOf,
  render: ({ id, client_message_id }, pinner) => (
    <PinningItem id={id} client_message_id={client_message_id} pinned={pinner !== undefined} />
  ),
}
