import type { MessageSlot } from "../messages/view/sections"
import { pinnersOf } from "./list"
import { PinMark, PinningItem } from "./parts"

export const pinMarkSlot: MessageSlot<string> = {
  people: true,
  load: pinnersOf,
  draw: ({ client_message_id }, pinner) => (
    <PinMark client_message_id={client_message_id} pinner={pinner ?? null} />
  ),
}

export const pinMenuSlot: MessageSlot<string> = {
  load: pinnersOf,
  draw: ({ id, client_message_id }, pinner) => (
    <PinningItem id={id} client_message_id={client_message_id} pinned={pinner !== undefined} />
  ),
}
