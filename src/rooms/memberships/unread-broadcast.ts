import { broadcastLocal, connectedUsers, type Json } from "../../platform/cable/cable"
import { type Argument, oneOf, prepared } from "../../platform/database/database"
import { log } from "../../platform/logger"
import { unreadsStream } from "../streams"

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
  for (const { user_id, unread } of await unreadMarksOf(room_id, connectedUsers())) {
    broadcastLocal(unreadsStream(user_id), { roomId: room_id, unread })
  }
}

/** Who of `people` is to hear of news in the room, and whether it is unread for them. */
export async function unreadMarksOf(room_id: number, people: ReadonlySet<number>) {
  if (people.size === 0) return []
  const rows =
    people.size > MANY
      ? (await marks({ room_id })).filter(({ user_id }) => people.has(user_id))
      : await marksAmong({ room_id, people: JSON.stringify([...people]) })
  return rows.map(({ user_id, unread_at }) => ({ user_id, unread: unread_at !== null }))
}

const marks = prepared((db, argument: Argument<{ room_id: number }>) =>
  db
    .selectFrom("memberships")
    .select(["user_id", "unread_at"])
    .where("room_id", "=", argument("room_id"))
    .where("involvement", "<>", "invisible"),
)

const marksAmong = prepared((db, argument: Argument<{ room_id: number; people: string }>) =>
  db
    .selectFrom("memberships")
    .select(["user_id", "unread_at"])
    .where("room_id", "=", argument("room_id"))
    .where("involvement", "<>", "invisible")
    .where(oneOf("user_id", argument("people"))),
)
