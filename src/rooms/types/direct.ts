import { ownName, sharedName } from "../direct/direct-names"
import { peopleOf } from "../direct/direct-people"
import { listed, type NamableRoom, type RoomTypeDefinition } from "./room-type"

/** Between a few people, who stay the same. It is called after them and belongs to all of them. */
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
    cannotInvite: "Nobody was invited: a ping stays between those it began with.",
    cannotSetTopic: "Not changed: a ping has no topic.",
    cannotMentionEveryone:
      "Not sent: there is no @everyone in a ping, where everybody hears of every message.",
    cannotChange: "A ping has neither a name nor other people than it began with.",
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
