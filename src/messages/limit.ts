import { ByteCache } from "../platform/cache/byte-cache"
import { rateLimit } from "../users/user"

// What was counted once is not counted when it is sent again: its sender got no answer.
const counted = new ByteCache<true>(512 * 1024)

/**
 * Counts a message before it is taken: nobody writes that fast, but a script that answers itself does.
 *
 * @throws {TooOften}
 */
export async function countPost(
  person: { id: number },
  room: { id: number },
  { client_message_id, body }: { client_message_id: string; body: string },
) {
  const key = `${person.id} ${room.id} ${client_message_id} ${Bun.hash(body)}`
  if (counted.get(key)) return
  await rateLimit(person, "post", "message[body]")
  counted.set(key, true, 2 * key.length)
}
