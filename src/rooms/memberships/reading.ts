import { broadcast } from "../../platform/cable/cable"
import {
  type Argument,
  afterCommit,
  awaitAtCommit,
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
 * Marks `message` unread for the absent members of its room, in one UPDATE, and broadcasts the
 * room's activity after the commit.
 *
 * An existing mark keeps its time, so a post to a room that is unread for thousands writes no more
 * rows than one to a room that everybody has read.
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
  const mark = { room_id: room.id, creator_id, created_at, since, unmarked, present }
  await awaitAtCommit(trx, markAbsent(mark, trx))
  const { id, type, parent_message_id } = room
  afterCommit(trx, () => broadcast(ROOM_ACTIVITY, { id, type, parent_message_id }))
}

/**
 * Marks the room read for a member who sees it, and broadcasts that to all of their tabs. It does so
 * also when nothing was unread, because a tab may have missed an earlier broadcast.
 */
export async function markRead({ room_id, user_id }: { room_id: number; user_id: number }) {
  // A present member has waited for the posts in flight (see presence/presence-rows.ts), so this
  // query sees their marks. On SQLite the transaction waits, because it takes the only write lock;
  // without a change its commit needs no fsync.
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
  /** SQLite: JSON of the ids of present members. */
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

// A separate statement, because the write connection doesn't see the presences. A member who appears
// after it reads the room in a later transaction, which sees the mark.
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
