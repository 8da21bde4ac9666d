import { mayChange } from "../../users/user"
import { listed, type RoomTypeDefinition } from "./room-type"

/** What open and closed rooms have in common. */
const shared = {
  ...listed,
  list: "rooms",
  involvements: ["mentions", "everything", "nothing", "invisible"],
  names: async (rooms) =>
    new Map(
      rooms.map(({ id, name }) => {
        const display_name = name ?? ""
        return [id, { display_name, ownName: () => display_name, people: [] }]
      }),
    ),
  mayChange,
  mayDelete: mayChange,
  audited: true,
  texts: {
    noun: "room",
    titlePrefix: "",
    greeting: (name) => `It’s quiet in ${name}`,
    cannotInvite: null,
    cannotSetTopic: null,
    cannotMentionEveryone:
      "Not sent: only administrators and the creator of this room can mention @everyone in it.",
    cannotChange: null,
  },
} satisfies Partial<RoomTypeDefinition>

/** Its members are a list, which its creator and administrators change. */
export const closed: RoomTypeDefinition = {
  ...shared,
  members: "listed",
  settings: { pages: "shared", path: ({ id }) => `/rooms/closeds/${id}/edit` },
}

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
