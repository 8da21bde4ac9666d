import { mayChange } from "../../users/user"
import { listed, type RoomTypeDefinition } from "./room-type"

/** The common parts of open and closed rooms. */
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
    cannotMentionEveryone: "Only administrators and the room’s creator can mention @everyone here.",
    cannotChange: null,
  },
} satisfies Partial<RoomTypeDefinition>

/** A list of members, which the creator and administrators can change. */
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
    cannotInvite: "This room is open: everybody is a member already.",
  },
}
