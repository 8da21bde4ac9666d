/** Stream names. Browsers get them signed. */
export const messagesStream = (room: { id: number }) => `room:${room.id}:messages`
export const presenceStream = (room: { id: number }) => `room:${room.id}:presence`
/** With a message: the replies to it that people are writing before its thread has a room. */
export const typingStream = ({ id, message_id }: { id: number; message_id?: string }) =>
  message_id === undefined ? `room:${id}:typing` : `room:${id}:typing:${message_id}`

/** The grant for the streams of a room and of all its children, which every member of the room has. */
export const accessGrant = (room: { access_room_id: number }) => `room:${room.access_room_id}`

export const sidebarStream = (user_id: number) => `user:${user_id}:rooms`
export const readsStream = (user_id: number) => `user_${user_id}_reads`
export const unreadsStream = (user_id: number) => `user_${user_id}_unreads`

/** Signals new messages of a room between processes; browsers can't subscribe to it. */
export const ROOM_ACTIVITY = "room-news"

/** The stream of open rooms, for all users. */
export const ROOMS = "rooms"

/** @returns the id of the room whose messages `stream` carries, or null */
export function roomOfMessagesStream(stream: string) {
  const id = /^room:(\d+):messages$/.exec(stream)?.[1]
  return id ?? null
}
