import { sql } from "kysely"
import type { Message } from "../messages/message"
import type { Micros, Trx } from "../platform/database/database"

/**
 * Has these people follow the thread, those of them who are in its room; in a talk between a few,
 * all of them do. Whoever has chosen otherwise before is left at that.
 */
export async function follow(trx: Trx, root: Message, time: Micros, user_ids: number[]) {
  await trx
    .insertInto("thread_memberships")
    .columns(["message_id", "user_id", "created_at", "updated_at"])
    .expression((from) =>
      from
        .selectFrom("memberships")
        .innerJoin("rooms", "rooms.id", "memberships.room_id")
        .where("memberships.room_id", "=", root.room_id)
        .where(({ or, eb }) =>
          or([eb("rooms.type", "=", "direct"), eb("memberships.user_id", "in", user_ids)]),
        )
        .select(({ ref }) => [
          sql<number>`cast(${root.id} as bigint)`.as("message_id"),
          ref("memberships.user_id").as("user_id"),
          sql<number>`cast(${time} as bigint)`.as("created_at"),
          sql<number>`cast(${time} as bigint)`.as("updated_at"),
        ]),
    )
    .onConflict((conflict) => conflict.columns(["message_id", "user_id"]).doNothing())
    .execute()
}
