import { connectedUsers, type Json } from "../../platform/cable/cable"
import { type Argument, oneOf, prepared } from "../../platform/database/database"
import { log } from "../../platform/logger"
import { signalRoom } from "../named-rooms"
import type { Involvement, Room } from "../table"
import { roomType } from "../types/registry"

/** Above this many people with open sockets, looking at the whole room is cheaper than at a list. */
const MANY = 1000

const untold = new Set<number>()
let telling = false

/**
 * A message tells the processes that its room has news, and no more: each then tells those of the
 * room's members who are connected to it. So it costs what there are people to tell, and not what
 * the room has members; and news that come faster than they are told are told once.
 */
export function broadcastUnread(room_id: Json) {
  untold.add(Number(room_id))
  if (!telling) tellAll()
}

async function tellAll() {
  telling = true
  for (const room_id of untold) {
    untold.delete(room_id)
    try {
      await tellMembers(room_id)
    } catch (error) {
      log.error({ err: error, room_id }, "A room's news could not be told")
    }
  }
  telling = false
}

async function tellMembers(room_id: number) {
  const [room] = await signalRoom({ id: room_id })
  if (!room) return
  const type = roomType(room.type)
  for (const { user_id, unread } of await unreadMarksOf(room, connectedUsers()))
    type.tellUnread(room, user_id, unread)
}

/** Who of `people` is to hear of news in the room, and whether it is unread for them. */
export async function unreadMarksOf(
  { id: room_id, type }: Pick<Room, "id" | "type">,
  people: ReadonlySet<number>,
) {
  if (people.size === 0) return []
  const { unmarked } = roomType(type)
  const rows =
    people.size > MANY
      ? (await marks({ room_id, unmarked })).filter(({ user_id }) => people.has(user_id))
      : await marksAmong({ room_id, unmarked, people: JSON.stringify([...people]) })
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
