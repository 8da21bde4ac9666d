import type { RoomTypeDefinition } from "./room-type"
import { shared } from "./shared"

/** Its members are a list, which its creator and administrators change. */
export const closed: RoomTypeDefinition = {
  ...shared,
  members: "listed",
  settings: { pages: "shared", path: ({ id }) => `/rooms/closeds/${id}/edit` },
}
