import type { RoomTypeDefinition } from "./room-type"
import { shared } from "./shared"

/** Every active user is a member. */
export const open: RoomTypeDefinition = {
  ...shared,
  members: "everyone",
  settings: { pages: "shared", path: ({ id }) => `/rooms/opens/${id}/edit` },
  texts: {
    ...shared.texts,
    cannotInvite: "Nobody was invited: this room is open, so everybody is in it already.",
  },
}
