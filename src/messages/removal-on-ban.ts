import { z } from "zod"
import { database, minutes, now, type Trx } from "../platform/database/database"
import { enqueue, job } from "../platform/jobs/job"
import { RoomGone } from "../rooms/room"
import type { Removal } from "../users/user"
import { removeMessages } from "./removal"

const AT_ONCE = 100

/** Enqueues the deletion of a banned user's messages; those of a deactivated user stay. */
export async function removeMessagesOfBanned(trx: Trx, user: { id: number }, removal: Removal) {
  if (removal !== "banned") return
  await enqueue(trx, clearMessages, { user_id: user.id })
  // Once more for messages that were being posted when the ban was committed.
  await enqueue(trx, clearMessages, { user_id: user.id }, { runAt: now() + minutes(1) })
}

export const clearMessages = job(
  "clear-messages",
  z.object({ user_id: z.int() }),
  async ({ user_id }, { signal }) => {
    const gone = new Set<number>()
    for (;;) {
      signal.throwIfAborted()
      const some = await someMessages(user_id, [...gone])
      if (some.length === 0) return
      for (const [room_id, messages] of Map.groupBy(some, ({ room_id }) => room_id))
        if (!(await removeFrom({ id: room_id }, messages))) gone.add(room_id)
    }
  },
)

/** Selects a batch. A user whose ban was lifted meanwhile keeps the remaining messages. */
function someMessages(user_id: number, goneRooms: number[]) {
  let messages = database()
    .selectFrom("messages")
    .innerJoin("users", "users.id", "messages.creator_id")
    .select(["messages.id", "messages.room_id"])
    .where("messages.creator_id", "=", user_id)
    .where("users.status", "=", "banned")
    .limit(AT_ONCE)
  if (goneRooms.length > 0) messages = messages.where("messages.room_id", "not in", goneRooms)
  return messages.execute()
}

/** @returns whether the room exists; a removed room deletes its messages itself */
async function removeFrom(room: { id: number }, messages: { id: number }[]) {
  try {
    await removeMessages(room, messages)
    return true
  } catch (error) {
    if (error instanceof RoomGone) return false
    throw error
  }
}
