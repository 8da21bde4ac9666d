import { RateLimiterMemory } from "rate-limiter-flexible"
import { Budgeted } from "../web/budgeted"
import { Refused } from "../web/refused"

const MINUTE = 60

let limiter: RateLimiterMemory | null = null

// What was counted once is not counted when it is sent again: its sender got no answer.
const counted = new Budgeted<true>(512 * 1024)

/** So many messages may each person or bot send in a minute; 0 is as many as they like. */
export function limitPosts(perMinute: number) {
  limiter = perMinute > 0 ? new RateLimiterMemory({ points: perMinute, duration: MINUTE }) : null
}

/**
 * Counts a message before it is taken: nobody writes that fast, but a script that answers itself does.
 *
 * @throws {Refused} when it was too many, with how long to wait
 */
export async function countPost(
  person: { id: number },
  room: { id: number },
  { client_message_id, body }: { client_message_id: string; body: string },
) {
  const key = `${person.id} ${room.id} ${client_message_id} ${Bun.hash(body)}`
  if (!limiter || counted.get(key)) return
  try {
    await limiter.consume(person.id)
  } catch (spent) {
    if (spent instanceof Error) throw spent
    throw tooMany(spent)
  }
  counted.set(key, true, 2 * key.length)
}

function tooMany(spent: unknown) {
  const wait =
    typeof spent === "object" && spent !== null && "msBeforeNext" in spent
      ? Math.ceil(Number(spent.msBeforeNext) / 1000)
      : MINUTE
  return new Refused(
    `Those were very many messages in a minute. Try again in ${wait} ${wait === 1 ? "second" : "seconds"}.`,
    "message[body]",
    429,
  )
}
