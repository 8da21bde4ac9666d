import { broadcast } from "../../platform/cable/cable"
import {
  type Argument,
  afterCommit,
  type Micros,
  now,
  prepared,
  type Trx,
  transaction,
} from "../../platform/database/database"
import { presentSince } from "../presence/presence"
import { ROOM_ACTIVITY, readsStream } from "../streams"

/**
 * Marks `message` unread for the members of its room who do not have it open, in one UPDATE, and
 * lets its members hear that the room has news, once the message is durable.
 *
 * Who had something unread before keeps that mark, and its time: a room that thousands have not
 * looked into costs no more than one that everybody reads.
 */
export async function markUnread(
  trx: Trx,
  message: { room_id: number; creator_id: number; created_at: Micros },
) {
  const { room_id, creator_id, created_at } = message
  await markAway({ room_id, creator_id, created_at, since: presentSince(now()) }, trx)
  afterCommit(trx, () => broadcast(ROOM_ACTIVITY, room_id))
}

/** The person has the room before their eyes: here and in all of their tabs it is read. */
export async function markRead(membership: { id: number; room_id: number; user_id: number }) {
  const { id, room_id, user_id } = membership
  await transaction(async (trx) => {
    // Also when nothing is unread: on PostgreSQL a mark may be on its way in a transaction that
    // hasn't ended, and this waits for it.
    await trx
      .updateTable("memberships")
      .set({ unread_at: null, updated_at: now() })
      .where("id", "=", id)
      .execute()
    afterCommit(trx, () => broadcast(readsStream(user_id), { room_id }))
  })
}

const markAway = prepared(
  (
    db,
    argument: Argument<{
      room_id: number
      creator_id: number
      created_at: Micros
      since: Micros
    }>,
  ) =>
    db
      .updateTable("memberships")
      .set({ unread_at: argument("created_at") })
      .where("room_id", "=", argument("room_id"))
      .where("unread_at", "is", null)
      .where("user_id", "<>", argument("creator_id"))
      .where("involvement", "<>", "invisible")
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("presences")
              .select("presences.id")
              .whereRef("presences.membership_id", "=", "memberships.id")
              .where("presences.seen_at", ">", argument("since"))
              .where("presences.hidden_at", "is", null)
              .where("presences.left_at", "is", null),
          ),
        ),
      ),
)
