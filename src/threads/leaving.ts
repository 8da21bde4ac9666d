import type { Trx } from "../platform/database/database"
import type { Removal } from "../users/user"

/** Whoever leaves a room leaves its threads; letting them in again doesn't bring those back. */
export async function leaveThreads(trx: Trx, room: { id: number }, user_ids: number[]) {
  if (user_ids.length === 0) return
  await trx
    .deleteFrom("thread_memberships")
    .where("user_id", "in", user_ids)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("messages")
          .select("messages.id")
          .whereRef("messages.id", "=", "thread_memberships.message_id")
          .where("messages.room_id", "=", room.id),
      ),
    )
    .execute()
}

/** Whoever is deactivated leaves all rooms but their pings, and the threads with them. */
export async function forgetThreads(trx: Trx, user: { id: number }, removal: Removal) {
  if (removal === "banned") return
  await trx
    .deleteFrom("thread_memberships")
    .where("user_id", "=", user.id)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("messages")
          .innerJoin("rooms", "rooms.id", "messages.room_id")
          .select("messages.id")
          .whereRef("messages.id", "=", "thread_memberships.message_id")
          .where("rooms.type", "<>", "direct"),
      ),
    )
    .execute()
}
