import { broadcast } from "../../platform/cable/cable"
import {
  type Argument,
  afterCommit,
  dialect,
  type Micros,
  now,
  oneOf,
  prepared,
  type Trx,
  transaction,
} from "../../platform/database/database"
import { signalRoom } from "../named-rooms"
import { presentSince } from "../presence/presence"
import { ROOM_ACTIVITY } from "../streams"
import type { Involvement } from "../table"
import { roomType } from "../types/registry"
import type { SignalRoom } from "../types/room-type"

/**
 * Marks `message` unread for the members of its room who do not have it in sight, in one UPDATE,
 * and announces the room's activity after the commit.
 *
 * A mark that is there already keeps its time: a post into a room that thousands have not opened
 * costs no more than one into a room that everybody has read.
 */
export async function markUnread(
  trx: Trx,
  room: SignalRoom,
  message: { creator_id: number; created_at: Micros },
) {
  const { creator_id, created_at } = message
  const { unmarked } = roomType(room.type)
  const since = presentSince(now())
  const in_sight = dialect() === "sqlite" ? await usersInSight({ room_id: room.id, since }) : []
  const present = JSON.stringify(in_sight.map(({ user_id }) => user_id))
  await markAbsent({ room_id: room.id, creator_id, created_at, since, unmarked, present }, trx)
  const { id, type, parent_message_id } = room
  afterCommit(trx, () => broadcast(ROOM_ACTIVITY, { id, type, parent_message_id }))
}

/**
 * The person has the room in sight: it is read here and in all of their tabs. These are told also
 * when nothing was unread, because one of them may have missed it.
 */
export async function markRead({ room_id, user_id }: { room_id: number; user_id: number }) {
  // Somebody who is present waited for the posts in flight, see presence/presence-rows.ts, so their
  // marks are there to be seen. On SQLite the transaction itself waits: it has the only writer's
  // lock, and without a change its commit needs no fsync.
  if (dialect() === "sqlite" || (await unreadMark({ room_id, user_id })).length > 0)
    await transaction((trx) => clearMark({ room_id, user_id, time: now() }, trx))
  const [room] = await signalRoom({ id: room_id })
  if (room) roomType(room.type).tellRead(room, user_id)
}

type Mark = {
  room_id: number
  creator_id: number
  created_at: Micros
  since: Micros
  unmarked: Involvement
  /** SQLite: JSON of the ids of those who have the room in sight. */
  present: string
}

const markAbsent = prepared((db, argument: Argument<Mark>) =>
  db
    .updateTable("memberships")
    .set({ unread_at: argument("created_at") })
    .where("room_id", "=", argument("room_id"))
    .where("unread_at", "is", null)
    .where("user_id", "<>", argument("creator_id"))
    .where("involvement", "<>", argument("unmarked"))
    .where(({ not, exists, selectFrom }) =>
      not(
        dialect() === "sqlite"
          ? oneOf("user_id", argument("present"))
          : exists(
              selectFrom("presences")
                .select("presences.user_id")
                .whereRef("presences.user_id", "=", "memberships.user_id")
                .whereRef("presences.room_id", "=", "memberships.room_id")
                .where("presences.visible_at", ">", argument("since")),
            ),
      ),
    ),
)

// A statement of its own, because the writing connection doesn't see the presences. Somebody who
// appears after it reads the room in a later transaction, which finds the mark.
const usersInSight = prepared((db, argument: Argument<{ room_id: number; since: Micros }>) =>
  db
    .selectFrom("presences")
    .select("user_id")
    .where("room_id", "=", argument("room_id"))
    .where("visible_at", ">", argument("since")),
)

const unreadMark = prepared((db, argument: Argument<{ room_id: number; user_id: number }>) =>
  db
    .selectFrom("memberships")
    .select("id")
    .where("room_id", "=", argument("room_id"))
    .where("user_id", "=", argument("user_id"))
    .where("unread_at", "is not", null),
)

const clearMark = prepared(
  (db, argument: Argument<{ room_id: number; user_id: number; time: Micros }>) =>
    db
      .updateTable("memberships")
      .set({ unread_at: null, updated_at: argument("time") })
      .where("room_id", "=", argument("room_id"))
      .where("user_id", "=", argument("user_id"))
      .where("unread_at", "is not", null),
)
