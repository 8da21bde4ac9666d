import type { Message } from "../messages/message"
import { broadcast } from "../platform/cable/cable"
import { afterCommit, database, now, type Trx, transaction } from "../platform/database/database"
import { readersSince } from "./presence"
import { threadsStream } from "./streams"

/** As many as a page needs to know; whoever has more unread has a mark at "Threads" all the same. */
const MOST = 500

/**
 * Marks `answer` unread for those who follow its thread and do not have it open, in one UPDATE, and
 * lets them hear of it, and nobody else. Who had something unread before keeps that mark.
 */
export async function markAnswerUnread(trx: Trx, answer: Message) {
  const { thread_id, room_id, creator_id, created_at } = answer
  if (thread_id === null) return
  const marked = await trx
    .updateTable("thread_memberships")
    .set({ unread_at: created_at })
    .where("message_id", "=", thread_id)
    .where("unread_at", "is", null)
    .where("user_id", "<>", creator_id)
    .where("involvement", "=", "everything")
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("memberships")
          .select("memberships.id")
          .where("memberships.room_id", "=", room_id)
          .whereRef("memberships.user_id", "=", "thread_memberships.user_id"),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("thread_presences")
            .select("thread_presences.id")
            .where("thread_presences.message_id", "=", thread_id)
            .whereRef("thread_presences.user_id", "=", "thread_memberships.user_id")
            .where("thread_presences.seen_at", ">", readersSince(now())),
        ),
      ),
    )
    .returning("user_id")
    .execute()
  afterCommit(trx, () => tell(marked, thread_id, true))
}

/** The person has the thread before their eyes: here and in all of their tabs it is read. */
export async function markThreadRead(place: { message_id: number; user_id: number }) {
  const { message_id, user_id } = place
  await transaction(async (trx) => {
    await trx
      .updateTable("thread_memberships")
      .set({ unread_at: null, updated_at: now() })
      .where("message_id", "=", message_id)
      .where("user_id", "=", user_id)
      .execute()
    afterCommit(trx, () => tell([{ user_id }], message_id, false))
  })
}

/** The ids of the messages in whose threads `person` has something unread. */
export async function unreadThreads(person: { id: number }): Promise<number[]> {
  const unread = await database()
    .selectFrom("thread_memberships")
    .innerJoin("messages", "messages.id", "thread_memberships.message_id")
    .innerJoin("memberships", "memberships.room_id", "messages.room_id")
    .where("thread_memberships.user_id", "=", person.id)
    .where("memberships.user_id", "=", person.id)
    .where("thread_memberships.involvement", "=", "everything")
    .where("thread_memberships.unread_at", "is not", null)
    .select("thread_memberships.message_id")
    .orderBy("thread_memberships.unread_at", "desc")
    .limit(MOST)
    .execute()
  return unread.map(({ message_id }) => message_id)
}

/** Lets people hear that a thread has something unread for them, or no longer. */
export function tell(people: { user_id: number }[], thread_id: number, unread: boolean) {
  for (const { user_id } of people) broadcast(threadsStream(user_id), { thread_id, unread })
}
