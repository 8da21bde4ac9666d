import { ownName, sharedName } from "../direct/direct-names"
import { peopleOf } from "../direct/direct-people"
import { listed, type NamableRoom, type RoomTypeDefinition } from "./room-type"

/** A room of a few members that never change. It is named after them, and each may delete it. */
export const direct: RoomTypeDefinition = {
  list: "directs",
  members: "fixed",
  involvements: ["everything", "nothing"],
  names: namesByPeople,
  settings: { pages: "direct", path: ({ id }) => `/rooms/directs/${id}/edit` },
  ...listed,
  mayChange: () => false,
  mayDelete: () => true,
  audited: false,
  texts: {
    noun: "Ping",
    titlePrefix: "Ping with ",
    greeting: (name) => `Say hello to ${name}`,
    cannotInvite: "A ping’s members can’t change. Start a new ping to add people.",
    cannotSetTopic: "A ping has no topic. Use a room instead.",
    cannotMentionEveryone:
      "You can’t mention @everyone in a ping. Remove it: a ping notifies everyone of each message.",
    cannotChange: "A ping’s name and members can’t change. Start a new ping instead.",
  },
}

async function namesByPeople(rooms: NamableRoom[]) {
  const all = await peopleOf(rooms.map(({ id }) => id))
  return new Map(
    rooms.map(({ id }) => {
      const people = all.get(id) ?? []
      return [
        id,
        {
          display_name: sharedName(people),
          ownName: (viewer: { id: number }) => ownName(people, viewer),
          people,
        },
      ]
    }),
  )
}
