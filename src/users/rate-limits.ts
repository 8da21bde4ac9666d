import { RateLimiterMemory } from "rate-limiter-flexible"
import { RateLimited } from "../platform/http/errors"

const MINUTE = 60

/** Limits per user or bot and minute, as multiples of `POSTS_PER_MINUTE`; each is counted alone. */
const LIMITS = {
  post: { factor: 1, activity: "sending messages" },
  edit: { factor: 1, activity: "editing messages" },
  boost: { factor: 1, activity: "adding boosts" },
  pin: { factor: 1, activity: "pinning messages" },
  save: { factor: 1, activity: "saving messages" },
  involve: { factor: 1, activity: "changing notifications" },
  upload: { factor: 1, activity: "uploading files" },
  // Expensive: a search reads an index, an open room inserts a membership for every user.
  search: { factor: 1 / 5, activity: "searching" },
  room: { factor: 1 / 10, activity: "creating rooms" },
} as const

export type Limited = keyof typeof LIMITS

let postsPerMinute = 0
const limiters = new Map<Limited, RateLimiterMemory>()

/**
 * @param posts posts per user and minute, which the other limits are proportional to; 0 for no
 * limits
 */
export function configureRateLimits(posts: number) {
  postsPerMinute = posts
  limiters.clear()
}

/**
 * Counts one action of `user`.
 *
 * @throws {RateLimited} above the limit
 */
export async function rateLimit(user: { id: number }, action: Limited, field?: string) {
  if (postsPerMinute === 0) return
  try {
    await limiterOf(action).consume(user.id)
  } catch (rejection) {
    if (rejection instanceof Error) throw rejection
    throw new RateLimited(
      `You’re ${LIMITS[action].activity} too quickly.`,
      secondsLeft(rejection),
      field,
    )
  }
}

function limiterOf(action: Limited) {
  const points = Math.ceil(postsPerMinute * LIMITS[action].factor)
  const limiter = limiters.get(action) ?? new RateLimiterMemory({ points, duration: MINUTE })
  limiters.set(action, limiter)
  return limiter
}

const secondsLeft = (rejection: unknown) =>
  typeof rejection === "object" && rejection !== null && "msBeforeNext" in rejection
    ? Math.ceil(Number(rejection.msBeforeNext) / 1000)
    : MINUTE
