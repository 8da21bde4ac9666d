import { broadcast, broadcastLocal } from "../platform/cable/cable"
import { database } from "../platform/database/database"
import { namesOf, type Room, type RoomTypeDefinition, type SignalRoom } from "../rooms/room"
import { threadsStream } from "./following"
import { replied } from "./replying"

/** The replies to one message. All users who may enter the message's room may enter its thread. */
export const thread: RoomTypeDefinition = {
  list: null,
  members: "followers",
  involvements: ["everything", "nothing"],
  unmarked: "nothing",
  tellUnread: (room, user_ids, unread) =>
    broadcastLocal(user_ids.map(threadsStream), newsOf(room, unread)),
  tellRead: (room, user_id) => broadcast(threadsStream(user_id), newsOf(room, false)),
  posted: replied,
  pagePath,
  names: namesOfRoots,
  settings: null,
  mayChange: () => false,
  mayDelete: () => false,
  audited: false,
  texts: {
    noun: "thread",
    titlePrefix: "Thread in ",
    greeting: (name) => `Nobody has replied in ${name}`,
    cannotInvite: "Everyone in the room can read its threads. Invite people to the room instead.",
    cannotSetTopic: "A thread has no topic. Set the room’s topic instead.",
    cannotMentionEveryone: "Only administrators and the room’s creator can mention @everyone here.",
    cannotChange: "A thread’s name and members can’t change. Change its room instead.",
  },
}

const newsOf = ({ parent_message_id }: SignalRoom, unread: boolean) => ({
  thread_id: parent_message_id,
  unread,
})

async function namesOfRoots(threads: Pick<Room, "id" | "root_room_id">[]) {
  const ids = threads.flatMap(({ root_room_id }) => root_room_id ?? [])
  const roots = await database()
    .selectFrom("rooms")
    .select(["id", "type", "name", "root_room_id"])
    .where("id", "in", ids)
    .execute()
  const names = await namesOf(roots)
  return new Map(
    threads.flatMap(({ id, root_room_id }) => {
      const name = names.get(root_room_id ?? 0)
      return name ? [[id, name] as const] : []
    }),
  )
}

/** The path of the parent's room with the thread open, at a message of it, else at its last one. */
async function pagePath(thread: Room, message_id?: number) {
  const { room_id, root_id, last_id } = await database()
    .selectFrom("messages as root")
    .where("root.id", "=", thread.parent_message_id)
    .select(["root.id as root_id", "root.room_id"])
    .select(({ selectFrom }) =>
      selectFrom("messages")
        .where("messages.room_id", "=", thread.id)
        .select(({ fn }) => fn.max("messages.id").as("id"))
        .as("last_id"),
    )
    .executeTakeFirstOrThrow()
  return `/rooms/${room_id}/@${message_id ?? last_id ?? root_id}`
}
