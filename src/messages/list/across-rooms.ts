import { namedRooms } from "../../rooms/room"
import { type Fragment, renderMessages } from "../view/message-view"

/** Renders messages of several rooms, each as in its room. Keys are message ids. */
export async function renderAcrossRooms(
  messages: { id: number; room_id: number }[],
): Promise<Map<number, Fragment>> {
  const rooms = await namedRooms(messages.map(({ room_id }) => room_id))
  const rendered = await Promise.all(
    [...Map.groupBy(messages, ({ room_id }) => room_id)].map(([id, list]) =>
      renderMessages(list, rooms.get(id) ?? UNKNOWN_ROOM),
    ),
  )
  return new Map(rendered.flatMap((some) => [...some]))
}

const UNKNOWN_ROOM = { display_name: "", parent_message_id: null }
