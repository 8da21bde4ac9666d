import { broadcast, broadcastLocal } from "../../platform/cable/cable"
import { readsStream, unreadsStream } from "../streams"
import type { RoomTypeDefinition } from "./room-type"

/** What all rooms have in common that lists of rooms show. */
export const listed = {
  unmarked: "invisible",
  tellUnread: ({ id }, user_id, unread) =>
    broadcastLocal(unreadsStream(user_id), { roomId: id, unread }),
  tellRead: ({ id }, user_id) => broadcast(readsStream(user_id), { room_id: id }),
} satisfies Partial<RoomTypeDefinition>
