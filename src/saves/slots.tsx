import type { MessageAction } from "../messages/message"
import type { RoomSlot } from "../rooms/room"
import { isSaved } from "./list"
import { SavingFrame } from "./saving-frame"

/** "Save for later". The frame loads the viewer's own state when the menu opens. */
export const saveAction: MessageAction = {
  render: ({ id, client_message_id }) => (
    <SavingFrame id={id} client_message_id={client_message_id} />
  ),
  renderFor: async ({ id, client_message_id }, viewer) => (
    <SavingFrame
      id={id}
      client_message_id={client_message_id}
      saved={await isSaved(viewer, { id })}
    />
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
