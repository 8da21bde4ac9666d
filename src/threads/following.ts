import { sql } from "kysely"
import type { Message } from "../messages/message"
import { channel } from "../platform/cable/cable"
import { database, type Micros, oneOf, type Trx } from "../platform/database/database"
import { type ReachedRoom, type Room, roomType, roomTypesWhere } from "../rooms/room"
import type { ThreadInvolvement } from "./table"

/**
 * Adds the users who may enter the thread as its followers; in a direct room, all members. Users who
 * have unfollowed it before stay so.
 */
export async function follow(trx: Trx, thread: Room, time: Micros, user_ids: number[]) {
  const fixed = roomTypesWhere(({ members }) => members === "fixed")
  await trx
    .insertInto("memberships")
    .columns(["room_id", "user_id", "access_room_id", "involvement", "created_at", "updated_at"])
    .expression((from) =>
      from
        .selectFrom("memberships as access")
        .innerJoin("rooms", "rooms.id", "access.room_id")
        .where("access.room_id", "=", thread.access_room_id)
        .where(({ or, eb }) =>
          or([eb("rooms.type", "in", fixed), oneOf("access.user_id", JSON.stringify(user_ids))]),
        )
        .select(({ ref }) => [
          sql<number>`cast(${thread.id} as bigint)`.as("room_id"),
          ref("access.user_id").as("user_id"),
          ref("access.room_id").as("access_room_id"),
          sql<"everything">`'everything'`.as("involvement"),
          sql<number>`cast(${time} as bigint)`.as("created_at"),
          sql<number>`cast(${time} as bigint)`.as("updated_at"),
        ]),
    )
    .onConflict((conflict) => conflict.columns(["room_id", "user_id"]).doNothing())
    .execute()
}

/**
 * Whether a user follows the thread. Until they choose or reply, they follow threads of their own
 * messages and of direct rooms, from the first reply on.
 *
 * @param thread null before the first reply
 */
export function involvementIn(
  thread: ReachedRoom | null,
  room: Pick<Room, "type">,
  parent: Pick<Message, "creator_id">,
  person: { id: number },
): ThreadInvolvement {
  if (thread && thread.membership.id !== null)
    return thread.membership.involvement === "everything" ? "everything" : "nothing"
  const follows = parent.creator_id === person.id || roomType(room.type).members === "fixed"
  return follows ? "everything" : "nothing"
}

/** A page needs no more ids: any unread thread marks the link to all threads. */
const MOST = 500

/** The ids of the messages whose threads are unread for `person`. */
export async function unreadThreads(person: { id: number }): Promise<number[]> {
  const unread = await followedBy(person)
    .where("memberships.unread_at", "is not", null)
    .where("rooms.parent_message_id", "is not", null)
    .select("rooms.parent_message_id")
    .orderBy("memberships.unread_at", "desc")
    .limit(MOST)
    .execute()
  return unread.flatMap(({ parent_message_id }) => parent_message_id ?? [])
}

/** A query for the memberships of the threads that `person` follows. */
export const followedBy = (person: { id: number }) =>
  database()
    .selectFrom("memberships")
    .innerJoin("rooms", "rooms.id", "memberships.room_id")
    .innerJoin("memberships as access", (join) =>
      join
        .onRef("access.room_id", "=", "memberships.access_room_id")
        .onRef("access.user_id", "=", "memberships.user_id"),
    )
    .where("memberships.user_id", "=", person.id)
    .where("memberships.access_room_id", "is not", null)
    .where("memberships.involvement", "=", "everything")
    .where("rooms.deleted_at", "is", null)

/** Transmits the unread threads first, so nothing is missed between a page and its subscription. */
export const unreadThreadsChannel = channel("UnreadThreadsChannel", {
  async subscribed(subscription) {
    const { user_id } = subscription.identity
    subscription.streamFrom(threadsStream(user_id))
    subscription.transmit({ threads: await unreadThreads({ id: user_id }) })
  },
})

/** The stream of a user's unread threads: which become unread, and which are read. */
export const threadsStream = (user_id: number) => `user:${user_id}:threads`
