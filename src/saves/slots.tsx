import type { MessageSlot } from "../messages/message"
import type { RoomSlot } from "../rooms/room"
import { SavingFrame } from "./saving-frame"

/**
 * The menu item "Save for later". The fragment is shared by all viewers; the frame loads the
 * viewer's own state when the menu opens.
 */
export const saveMenuSlot: MessageSlot<undefined> = {
  load: async () => new Map(),
  render: ({ id, client_message_id }) => (
    <SavingFrame id={id} client_message_id={client_message_id} />
  ),
}

/** The element whose controller marks the viewer's saved messages. */
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
