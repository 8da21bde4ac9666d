import { namedRooms } from "../../rooms/named-rooms"
import { type Fragment, renderMessages } from "../view/message-view"

/** Messages of several rooms, each drawn as in its own, by their ids. */
export async function renderAcrossRooms(
  messages: { id: number; room_id: number }[],
  origin: string,
): Promise<Map<number, Fragment>> {
  const rooms = await namedRooms(messages.map(({ room_id }) => room_id))
  const drawn = await Promise.all(
    [...Map.groupBy(messages, ({ room_id }) => room_id)].map(([id, list]) =>
      renderMessages(list, rooms.get(id)?.display_name ?? "", origin),
    ),
  )
  return new Map(drawn.flatMap((some) => [...some]))
}
