import { connectedUsers, type Json } from "../../platform/cable/cable"
import { type Argument, oneOf, prepared } from "../../platform/database/database"
import { log } from "../../platform/logger"
import type { Involvement, Room } from "../table"
import { roomType } from "../types/registry"
import type { SignalRoom } from "../types/room-type"

/** Above this many connected people, reading the whole room is cheaper than a list of ids. */
const MANY = 1000

const pending = new Map<number, SignalRoom>()
let busy = false

/**
 * A message signals only the room's activity to the processes; each process then notifies the
 * members that are connected to it. The cost depends on the connections, not on the members, and
 * messages that arrive during a broadcast share the next one.
 */
export function broadcastUnread(payload: Json) {
  const room = payload as SignalRoom // only markUnread broadcasts to ROOM_ACTIVITY
  pending.set(room.id, room)
  if (!busy) broadcastPending()
}

async function broadcastPending() {
  busy = true
  // The messages of one commit are broadcast in one turn: now all of them are pending.
  await null
  for (const [id, room] of pending) {
    pending.delete(id)
    try {
      const members = await unreadMarksOf(room, connectedUsers())
      for (const [unread, some] of Map.groupBy(members, (member) => member.unread))
        roomType(room.type).tellUnread(
          room,
          some.map(({ user_id }) => user_id),
          unread,
        )
    } catch (error) {
      log.error({ err: error, room_id: id }, "Could not broadcast which rooms are unread")
    }
  }
  busy = false
}

/** The members among `people` who see the room, and whether it is unread for them. */
export async function unreadMarksOf(
  { id: room_id, type }: Pick<Room, "id" | "type">,
  people: ReadonlySetLike<number>,
) {
  if (people.size === 0) return []
  const { unmarked } = roomType(type)
  const rows =
    people.size > MANY
      ? (await marks({ room_id, unmarked })).filter(({ user_id }) => people.has(user_id))
      : await marksAmong({
          room_id,
          unmarked,
          people: JSON.stringify([...Iterator.from(people.keys())]),
        })
  return rows.map(({ user_id, unread_at }) => ({ user_id, unread: unread_at !== null }))
}

const marks = prepared((db, argument: Argument<{ room_id: number; unmarked: Involvement }>) =>
  db
    .selectFrom("memberships")
    .select(["user_id", "unread_at"])
    .where("room_id", "=", argument("room_id"))
    .where("involvement", "<>", argument("unmarked")),
)

const marksAmong = prepared(
  (db, argument: Argument<{ room_id: number; unmarked: Involvement; people: string }>) =>
    db
      .selectFrom("memberships")
      .select(["user_id", "unread_at"])
      .where("room_id", "=", argument("room_id"))
      .where("involvement", "<>", argument("unmarked"))
      .where(oneOf("user_id", argument("people"))),
)
