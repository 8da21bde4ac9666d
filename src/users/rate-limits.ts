import { RateLimiterMemory } from "rate-limiter-flexible"
import { RateLimited } from "../platform/http/errors"

const MINUTE = 60

/**
 * What one person or bot may do in a minute, each counted for itself: how many times as often as
 * they may post (`POSTS_PER_MINUTE`), and what it was when that was too much. No hand is that quick.
 */
const LIMITS = {
  post: { times: 1, words: "very many messages" },
  edit: { times: 1, words: "very many changes of messages" },
  boost: { times: 1, words: "very many boosts" },
  pin: { times: 1, words: "very many pins" },
  save: { times: 1, words: "very many messages to save" },
  involve: { times: 1, words: "very many changes of notifications" },
  upload: { times: 1, words: "very many files" },
  // These cost more: a search reads an index, a room of everyone's writes a row for each.
  search: { times: 1 / 5, words: "very many searches" },
  room: { times: 1 / 10, words: "very many rooms" },
} as const

export type Limited = keyof typeof LIMITS

let postsPerMinute = 0
const limiters = new Map<Limited, RateLimiterMemory>()

/** So many posts in a minute, and other things in proportion; 0 is as many as anybody likes. */
export function configureRateLimits(posts: number) {
  postsPerMinute = posts
  limiters.clear()
}

/**
 * Counts what somebody is about to do.
 *
 * @throws {RateLimited} when it was too much of that in a minute
 */
export async function rateLimit(person: { id: number }, what: Limited, field?: string) {
  if (postsPerMinute === 0) return
  try {
    await limiterOf(what).consume(person.id)
  } catch (spent) {
    if (spent instanceof Error) throw spent
    throw new RateLimited(
      `Those were ${LIMITS[what].words} in a minute.`,
      secondsLeft(spent),
      field,
    )
  }
}

function limiterOf(what: Limited) {
  const points = Math.ceil(postsPerMinute * LIMITS[what].times)
  const limiter = limiters.get(what) ?? new RateLimiterMemory({ points, duration: MINUTE })
  limiters.set(what, limiter)
  return limiter
}

const secondsLeft = (spent: unknown) =>
  typeof spent === "object" && spent !== null && "msBeforeNext" in spent
    ? Math.ceil(Number(spent.msBeforeNext) / 1000)
    : MINUTE
