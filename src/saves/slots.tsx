import type { MessageSlot } from "../messages/view/slots"
import type { RoomSlot } from "../rooms/page/slots"
import { SavingFrame } from "./saving-frame"

/**
 * In every message's menu, the same for all: whether its reader has saved it is asked when the menu
 * opens, and until the answer is there, it offers what is most likely meant.
 */
export const saveMenuSlot: MessageSlot<undefined> = {
  load: async () => new Map(),
  render: ({ id, client_message_id }) => (
    <SavingFrame id={id} client_message_id={client_message_id} />
  ),
}

/** In every room: what marks the messages that its reader has saved. */
export const savesInRoom: RoomSlot<string> = {
  load: async () => "",
  over: (room) => (
    <div
      hidden
      data-controller="saved-messages"
      data-saved-messages-url-value={`/rooms/${room.id}/saved`}
      data-action="turbo:submit-end@document->saved-messages#change"
    ></div>
  ),
}
