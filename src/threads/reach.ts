import { type Message, reachRoomMessage } from "../messages/message"
import { dialect, type Trx } from "../platform/database/database"

/**
 * What a thread of this room starts from, where the person has reached the room already.
 *
 * @param id as it came from outside; of an answer it leads to nothing, for answers have no threads
 */
export async function reachRoot(room: { id: number }, id: string): Promise<Message | null> {
  const message = await reachRoomMessage(room, id)
  return message?.thread_id === null ? message : null
}

/** Keeps the message from being removed until the transaction ends. @returns whether it is there */
export async function holdRoot(trx: Trx, { id }: Pick<Message, "id">) {
  const root = trx.selectFrom("messages").select("id").where("id", "=", id)
  // SQLite has one writer at a time and knows no such lock.
  const held = dialect() === "postgres" ? root.forKeyShare() : root
  return (await held.executeTakeFirst()) !== undefined
}
